// 落实与核验: work, a decision that never comes, a verification that fails, the work done again.
import { committee, community, operations, village } from '../cast.js'
import { remark } from '../screen.js'
import type { Act, Stage } from '../stage.js'

/** A file elsewhere, known by its hash. */
const evidence = (digit: string, mediaType: string) => ({
  sha256: digit.repeat(64),
  size: 48_213,
  mediaType,
  uri: `urn:convoke:evidence:${digit}`,
})

export const working: Act = { title: ['第四幕 落实与核验', 'Act 4: work, and its verification'], play }

async function play(stage: Stage): Promise<void> {
  await stage.says('2025-10-16 09:00', operations, {
    ...{ type: 'done', item: 'clear-lane', evidence: evidence('a', 'image/jpeg') },
    report: '连续三夜巡查，第二夜仍有两车占道，已劝离',
  })
  await stage.says('2025-10-17 09:00', committee, {
    ...{ type: 'done', item: 'count-cars', evidence: evidence('b', 'text/csv') },
    report: '两地共登记夜间停车需求214户',
  })
  await stage.says('2025-10-20 09:00', community, {
    type: 'progress',
    item: 'stagger-parking',
    report: '已与两家商户谈妥，协议待签',
  })
  await stage.says('2025-10-24 09:00', community, {
    ...{ type: 'done', item: 'stagger-parking', evidence: evidence('c', 'application/pdf') },
    report: '错时停车方案已公布',
  })

  remark(
    '公共车位一事停表等业主，期限暂停；三十日内没有决定',
    'the owners are waited for, the clock of that item stands still; thirty days bring no decision',
  )
  await stage.explains('decision', 'common-spaces')
  await stage.until('2025-11-17 08:30')

  remark('自己的事自己不能核验', 'nobody verifies what he did himself')
  await stage.isRefused('refusal/separation-of-duties', '2025-11-17 09:00', committee, {
    type: 'pass',
    item: 'count-cars',
  })
  await stage.says('2025-11-17 09:05', village, { type: 'pass', item: 'count-cars' })
  await stage.says('2025-11-17 09:10', [committee, village], { type: 'pass', item: 'clear-lane' })
  await stage.says('2025-11-17 09:20', [committee, village], {
    type: 'fail',
    item: 'stagger-parking',
    reason: '方案已贴，商户道闸晚上仍未开',
  })
  await stage.explains('itemDue', 'stagger-parking@2025-10-24@1')
  await stage.says('2025-11-19 09:00', community, {
    ...{ type: 'done', item: 'stagger-parking', evidence: evidence('d', 'application/pdf') },
    report: '商户道闸改为19时至次日7时开放',
  })
  await stage.says('2025-11-20 09:20', [committee, village], { type: 'pass', item: 'stagger-parking' })
}
