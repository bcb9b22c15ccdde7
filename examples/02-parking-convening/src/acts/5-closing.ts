// 双向评价与结案: each side scores the other; the case closes with what is unsolved on record.
import { caseId, committee, community, economy, operations, village } from '../cast.js'
import { remark } from '../screen.js'
import type { Act, Stage } from '../stage.js'

export const closing: Act = { title: ['第五幕 双向评价与结案', 'Act 5: evaluation both ways, and closing'], play }

async function play(stage: Stage): Promise<void> {
  const scores = [
    { department: community, response: 100, attendance: 90, solved: 85, satisfaction: 88 },
    { department: economy, response: 90, attendance: 100, solved: 85, satisfaction: 85 },
    { department: operations, response: 0, attendance: 80, solved: 95, satisfaction: 75 },
  ]
  for (const score of scores) {
    await stage.says('2025-11-20 10:00', [committee, village], { type: 'score', comment: null, ...score })
  }
  await stage.says('2025-11-20 11:00', [community, economy, operations], {
    type: 'scorePlan',
    quality: 90,
    fitness: 85,
    comment: null,
  })
  await stage.says('2025-11-21 09:00', [committee, village], { type: 'close' })

  const view = await stage.office.view(caseId)
  remark(
    `结案：部分解决；未决事项 ${view?.data.closure?.unresolved.join('、')} 记录在案`,
    `outcome ${view?.outcome}; on record as unsolved: ${view?.data.closure?.unresolved.join(', ')}`,
  )
  remark(
    '九十日内回头看，末日遇春节顺延',
    'a look back within ninety days; the last day falls into the Spring Festival and rolls over',
  )
  const due = (await stage.office.deadlines(caseId)).find(({ name }) => name === 'lookBack')
  remark(String(due?.explanation?.sentence['zh-CN']), String(due?.explanation?.sentence.en))
}
