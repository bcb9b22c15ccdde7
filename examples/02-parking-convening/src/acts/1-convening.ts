// 联合发起、受理审核: two committees sign, and whoever is invited does not screen.
import { caseId, committee, firstPlan, leader, operations, passerBy, police, request, village } from '../cast.js'
import { moment } from '../clock.js'
import { remark } from '../screen.js'
import type { Act, Stage } from '../stage.js'

export const convening: Act = { title: ['第一幕 联合发起与受理审核', 'Act 1: convening together, and screening'], play }

async function play(stage: Stage): Promise<void> {
  await stage.office.advance(moment('2025-09-25 09:00'))
  const opened = await stage.office.open('convening-request', request, { by: committee, id: caseId })
  if (!opened.ok) throw new Error(opened.refusal.code)

  await stage.says('2025-09-25 09:30', committee, { type: 'submit' })
  await stage.says('2025-09-25 10:00', village, { type: 'cosign' })

  remark(
    '城运中心本身受邀，不得审核；改由镇分管领导审核',
    'the operations centre is itself invited, so the town leader screens',
  )
  await stage.isRefused('refusal/guard', '2025-09-25 14:00', operations, { type: 'accept' })
  await stage.says('2025-09-25 15:00', leader, { type: 'returnForFix', list: ['写明此前做过哪些协商'] })

  await stage.says('2025-09-26 09:00', committee, {
    type: 'editPlan',
    plan: { ...firstPlan, tried: '居民区联席会议两次协商，志愿者劝导一个月' },
  })
  await stage.says('2025-09-26 09:10', committee, { type: 'submit' })
  await stage.says('2025-09-26 10:00', village, { type: 'cosign' })
  await stage.says('2025-09-26 15:00', leader, { type: 'accept' })

  remark('不是当事方的人，连有没有这件事都问不出来', 'whoever is no party cannot even learn that the case exists')
  await stage.isRefused('missing/case', '2025-09-26 15:30', passerBy, { type: 'supplement', text: '进展如何？' })

  const seenBy = async (party: string) => (await stage.office.view(caseId, { as: party }))?.data.contact ?? '–'
  remark(
    `居民联系方式：分管领导可见“${await seenBy(leader)}”，派出所“${await seenBy(police)}”`,
    `the resident's contact as the leader sees it: "${await seenBy(leader)}"; the police: "${await seenBy(police)}"`,
  )
}
