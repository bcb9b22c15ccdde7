// 答复与裁定: four invitations, four fates; two working days across a make-up day and a long holiday.
import { committee, community, deputy, economy, leader, operations, police, property } from '../cast.js'
import { aside, remark } from '../screen.js'
import type { Act, Stage } from '../stage.js'

export const answering: Act = { title: ['第二幕 答复、沉默与裁定', 'Act 2: answers, a silence, and rulings'], play }

async function play(stage: Stage): Promise<void> {
  aside(
    '答复期限两个工作日，9月28日（周日）调休上班，计入',
    'two working days to reply; Sunday 28 September is a make-up working day and counts',
  )
  await stage.explains('reply', operations)
  const [owed] = await stage.office.inbox(operations)
  aside(
    `城运中心待办：${owed?.deadline.label['zh-CN']}`,
    `in the inbox of the operations centre: ${owed?.deadline.label.en}`,
  )

  await stage.says('2025-09-28 10:00', community, { type: 'delegate', to: deputy, mandate: 'decide' })
  await stage.says('2025-09-28 15:00', economy, { type: 'counter', time: '节后10月11日下午', scope: null })
  await stage.says('2025-09-29 09:00', police, {
    type: 'decline',
    code: 'needsHigherLevel',
    reason: '属公安分局管理，须报分局',
  })
  await stage.says('2025-09-29 10:00', committee, { type: 'concede', invitee: economy })

  remark('期限只由时钟触发，任何一方都伪造不了', 'a deadline comes from the clock alone: no party can forge one')
  await stage.isRefused('input/reserved-name', '2025-09-29 11:00', committee, {
    type: 'deadline.reply',
    key: operations,
  })

  aside('城运中心一直没有答复；长假过去', 'the operations centre never answers; the holiday passes')
  await stage.until('2025-10-09 08:30')
  await stage.explains('ruling', operations)

  remark(
    '派出所隶属公安分局，镇领导无权裁定，已提请上级；硬裁也不行',
    'the police station is under the county bureau: nobody in the town rules on it, so it was referred up; trying anyway:',
  )
  await stage.isRefused('refusal/guard', '2025-10-09 09:00', leader, {
    type: 'overrule',
    subject: police,
    reason: '必须到会',
  })
  remark(
    '城运中心归镇领导管：共同的上一级，可以裁定',
    'the operations centre is under the leader, the lowest common superior: this ruling binds',
  )
  await stage.says('2025-10-09 09:10', leader, {
    type: 'overrule',
    subject: operations,
    reason: '逾期未答复且无正当理由，应到会',
  })

  await stage.says('2025-10-09 10:00', committee, {
    type: 'fixMeeting',
    date: '2025-10-11',
    time: '14:00',
    place: '春申党群服务站',
  })
  aside('会前通知至少一个工作日', 'at least one working day of notice before the meeting')
  await stage.explains('notice')
  await stage.isRefused('refusal/too-early', '2025-10-10 10:00', committee, { type: 'openMeeting' })
  remark('物业不是主持人', 'the property company does not chair')
  await stage.isRefused('refusal/role', '2025-10-11 13:55', property, { type: 'openMeeting' })
}
