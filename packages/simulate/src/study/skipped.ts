import type { CaseDefinition, WorkingCalendar } from '@convoke/core'
import type { ReplicationResult } from '../run/tally.js'
import { authorityWords } from './authority-words.js'
import type { Change, Comparison, Sentence } from './result.js'

/** What policies have beyond the usual. */
interface Beyond {
  readonly areReactions?: boolean
  readonly areLinks?: boolean
  readonly isReopening?: boolean
}

/** What an engine does and a simulation of these case types leaves out. */
export function skippedIn(
  definitions: ReadonlyMap<string, CaseDefinition>,
  { areReactions = false, areLinks = false, isReopening = false }: Beyond = {},
): readonly Sentence[] {
  const all = [...definitions.values()]
  const skipped: Sentence[] = [
    {
      en: 'entries are neither hashed nor sealed, and nothing is stored',
      'zh-CN': '不对记录求散列、不加封，也不存储',
    },
    {
      en: 'the data of commands is checked once for each distinct data, not at each command',
      'zh-CN': '同样的命令数据只校验一次，不逐条校验',
    },
    { en: 'notices are not worked out or delivered', 'zh-CN': '不生成也不送达通知' },
    isReopening
      ? { en: 'deadlines that survive a settled case do not run on', 'zh-CN': '结案后仍存续的期限不再计算' }
      : {
          en: 'a case ends when it is settled: it is not reopened, and deadlines that survive do not run on',
          'zh-CN': '办件办结即止：不重开，结案后仍存续的期限不再计算',
        },
    { en: 'nobody is recused and nobody acts for somebody else', 'zh-CN': '无人回避，无人代办' },
    ...(areReactions
      ? []
      : [
          {
            en: 'no reactions: what people do does not change because of reminders, supervision or lateness',
            'zh-CN': '不含反应：催办、督办或逾期不改变各方行为',
          },
        ]),
  ]
  const targets = all.flatMap(({ caseType }) => Object.values(caseType.links ?? {}).map(link => link.caseType))
  const lost = [...new Set(targets)].filter(name => !all.some(one => one.name === name)).sort()
  if (areLinks && lost.length > 0)
    skipped.push({
      en: `linked cases of types that are not registered are refused to whoever asks: ${lost.join(', ')}`,
      'zh-CN': `未登记的办件类型无法开立关联办件，一律退回：${lost.join('、')}`,
    })
  if (!areLinks && targets.length > 0)
    skipped.push({
      en: 'linked cases are not opened: what waits for one waits until its deadline',
      'zh-CN': '不开立关联办件：等待关联办件者一直等到期限届满',
    })
  if (all.some(({ roles }) => roles.some(({ roll }) => roll !== undefined)))
    skipped.push({ en: 'nobody is found on a roll', 'zh-CN': '不查名册：名册上的人不行事' })
  return skipped
}

/** Said where days are simulated whose holidays nobody has published yet. */
export function unpublishedWarnings(
  { coverage: { to }, localDate }: Pick<WorkingCalendar, 'coverage' | 'localDate'>,
  end: number,
): readonly Sentence[] {
  if (localDate(end - 1) <= to) return []
  return [
    {
      en: `holidays after ${to} are not published yet: from then on working days are counted by weekends alone`,
      'zh-CN': `${to} 以后的节假日安排尚未公布，此后的工作日只按周末推算`,
    },
  ]
}

/** What whoever reads the figures has to know first. */
export function warningsOf(
  results: readonly ReplicationResult[],
  comparisons: readonly Comparison[],
  own: readonly Change[] = [],
): readonly Sentence[] {
  const warnings: Sentence[] = []
  const censored = results.reduce((sum, one) => sum + one.censored, 0)
  const arrived = results.reduce((sum, one) => sum + one.arrived, 0)
  if (censored > 0) {
    warnings.push({
      en: `${censored} of ${arrived} measured cases were not settled when the run ended; means of the time to close are lower bounds`,
      'zh-CN': `${arrived} 件纳入统计的办件中有 ${censored} 件到模拟结束仍未办结；办结时间的均值只是下界`,
    })
  }
  const above = [...own, ...comparisons.flatMap(({ changes }) => changes)].filter(
    ({ authority }) => authority !== undefined,
  )
  for (const { sentence, authority, power } of above) {
    warnings.push({
      en: `not the town's to change (${power.who}${authority?.source == null ? '' : `, ${authority.source}`}): ${sentence.en}`,
      'zh-CN': `镇级无权变更（${authorityWords(power.who)['zh-CN']}${authority?.source == null ? '' : `，${authority.source}`}）：${sentence['zh-CN']}`,
    })
  }
  return warnings
}
