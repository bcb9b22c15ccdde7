// 现场会商: attendance, who does what, and the minutes, during which the process is killed.
import { committee, community, deputy, economy, leader, operations, property, village } from '../cast.js'
import { aside, remark } from '../screen.js'
import type { Act, Stage } from '../stage.js'

export const meeting: Act = {
  title: [
    '第三幕 现场会商（10月11日，周六，调休上班）',
    'Act 3: on site, on Saturday 11 October, a make-up working day',
  ],
  play,
}

async function play(stage: Stage): Promise<void> {
  await stage.says('2025-10-11 14:00', committee, { type: 'openMeeting' })
  await stage.says('2025-10-11 14:05', [committee, village, deputy, economy, property], { type: 'checkIn' })
  await stage.says('2025-10-11 14:10', committee, { type: 'begin' })
  await stage.says('2025-10-11 14:12', operations, { type: 'checkIn' })

  await stage.says('2025-10-11 14:20', committee, {
    ...{ type: 'propose', item: 'stagger-parking', title: '错时停车方案', assignee: community },
    coAssignees: [economy],
    due: '2025-10-24',
    criterion: '方案公布，商户夜间车位对居民开放',
  })
  await stage.says('2025-10-11 14:25', committee, {
    ...{ type: 'propose', item: 'clear-lane', title: '消防通道夜间巡查派单', assignee: operations },
    due: '2025-10-17',
    criterion: '连续三夜通道畅通',
  })
  await stage.says('2025-10-11 14:30', village, {
    ...{ type: 'propose', item: 'count-cars', title: '居民停车需求摸底', assignee: committee },
    due: '2025-10-17',
    criterion: '两地名册齐全',
  })
  await stage.says('2025-10-11 14:35', committee, {
    ...{ type: 'propose', item: 'common-spaces', title: '小区公共车位夜间对外开放', kind: 'needsOwnersDecision' },
    assignee: community,
    due: '2025-11-28',
    criterion: '业主大会表决',
  })
  await stage.says('2025-10-11 14:50', [deputy, economy, operations], { type: 'agreeResponsibilities' })
  await stage.says('2025-10-11 15:00', committee, {
    type: 'recordMinutes',
    decided: '错时停车方案由社区办牵头、经管中心协办；通道巡查由城运中心派单；需求摸底由居委会负责',
    undecided: '小区公共车位对外开放，须业主共同决定',
    content: '现场明确职责划分',
  })
  await stage.says('2025-10-11 15:20', [committee, village, deputy, economy, property, operations], {
    type: 'signMinutes',
    dissent: null,
  })
  await stage.says('2025-10-11 15:30', community, { type: 'confirmItem', item: 'stagger-parking' })
  await stage.says('2025-10-11 15:31', economy, { type: 'confirmItem', item: 'stagger-parking' })
  await stage.says('2025-10-11 15:32', operations, { type: 'confirmItem', item: 'clear-lane' })
  await stage.says('2025-10-11 15:33', committee, { type: 'confirmItem', item: 'count-cars' })
  await stage.says('2025-10-11 15:40', community, {
    type: 'objectItem',
    item: 'common-spaces',
    reason: '共有部分须业主共同决定，不是我办职责',
  })

  remark(
    '社区办归镇领导管，但这件事要业主决定：领导也不能裁定强加',
    'the leader commands the community office, but this takes the owners: not even the leader can impose it',
  )
  await stage.isRefused('refusal/guard', '2025-10-13 09:00', leader, {
    type: 'overrule',
    subject: 'common-spaces',
    reason: '请社区办立即开放',
  })
  await stage.says('2025-10-13 09:30', leader, {
    type: 'reassignItem',
    subject: 'common-spaces',
    assignee: village,
    reason: '由村委会会同业主大会商议',
  })
  await stage.says('2025-10-13 10:00', village, { type: 'confirmItem', item: 'common-spaces' })
  aside(
    '四方协调另立一件；本引擎未登记该类型，退回由人工记录',
    'a four-party case was to be opened; its type is not registered here, so people are told to obtain the decision',
  )
  await stage.until('2025-10-13 10:01')
}
