// Violations whose story cannot be played within minutes: looked for where deadlines fall due in an order they can have, and
// given the dates on which the real rules have them so.
import type { Steps } from '../explore/search.js'
import type { Study } from '../explore/study.js'
import type { Configuration, Move } from '../model/case-data.js'
import type { Play } from '../model/replay.js'
import { statesAlong } from '../ordered/in-time.js'
import type { Ordered } from '../ordered/ordered.js'
import { scheduleOf } from '../ordered/schedule.js'
import { type OrderedWay, orderedWayTo } from '../ordered/waits.js'
import type { Finding, Sentence, Violation } from '../verdict.js'

/** How many ways to the same place are tried to be played. */
const mostWays = 12

/** What became of the violations of a property. */
export interface Retimed {
  readonly findings: readonly Finding[]
  /** Where they were looked for once more; undefined where all were played at once, or nowhere else was looked. */
  readonly seen: Study | undefined
  /** What deadlines reached at any moment would lead to, and no order they can have does. */
  readonly untimely: readonly Violation[]
}

/** How violations are told, and where else they are looked for. */
export interface Retelling {
  tell(study: Study, violation: Violation): Finding
  readonly play: Play
  /** The same states with the order of deadlines or on dates; undefined where that is too much; the same where it is so already. */
  inTime(study: Study): Steps<Study | undefined>
  again(study: Study): readonly Violation[]
}

/**
 * Violations as findings. One whose story cannot be played at once is looked for where deadlines fall due in their order: where
 * that has none, it is none; where it has, its story is played on the dates of a schedule, and where none can be played the
 * finding says so and is no error.
 */
export function* retimed(
  study: Study,
  violations: readonly Violation[],
  { tell, play, inTime, again }: Retelling,
): Steps<Retimed> {
  const told = violations.map(violation => ({ violation, finding: tell(study, violation) }))
  const isPlayed = ({ violation, finding }: (typeof told)[number]) => violation.state < 0 || finding.journal.length > 0
  const findings = told.filter(isPlayed).map(({ finding }) => finding)
  const open = told.filter(one => !isPlayed(one))
  if (open.length === 0) return { findings, seen: undefined, untimely: [] }
  const view = study.exploration.exchanged === undefined ? yield* inTime(study) : undefined
  if (view === undefined) {
    const doubtful = open.map(({ finding }) => ({ ...finding, doubt: notLookedAt }))
    return { findings: [...findings, ...doubtful], seen: undefined, untimely: [] }
  }
  const isSame = view === study
  const messages = new Set(findings.map(({ message }) => message.en))
  const wanted = new Set(open.map(({ violation }) => violation))
  const inOrder = isSame ? violations.filter(one => wanted.has(one)) : again(view)
  for (const violation of inOrder) {
    if (messages.has(violation.message.en)) continue
    messages.add(violation.message.en)
    const onDates = 'rules' in view.exploration ? onItsDates(view.exploration as Ordered, violation, play) : violation
    const finding = tell(view, onDates ?? violation)
    const isDoubtful = violation.state >= 0 && finding.journal.length === 0
    findings.push(isDoubtful ? { ...finding, doubt: notPlayed } : finding)
  }
  const rest = open.filter(({ violation }) => !messages.has(violation.message.en))
  // What lies beyond the bounds may yet have them.
  const isLess = view.exploration.limits.length > study.exploration.limits.length
  const doubtful = isLess ? rest.map(({ finding }) => ({ ...finding, doubt: notLookedAt })) : []
  return {
    findings: [...findings, ...doubtful],
    seen: isSame ? undefined : view,
    untimely: isLess ? [] : rest.map(({ violation }) => violation),
  }
}

/** What is unsure, for whoever reads the verdict, and which violations are none. */
export function unsureWith(unsure: Sentence | undefined, untimely: readonly Violation[]): Sentence | undefined {
  if (untimely.length === 0) return unsure
  const [zh, en] = (['zh-CN', 'en'] as const).map(locale => untimely.map(({ message }) => message[locale]).join('; '))
  const [zhBefore, before] = unsure === undefined ? ['', ''] : [`${unsure['zh-CN']}；`, `${unsure.en}; `]
  return {
    'zh-CN': `${zhBefore}只有期限可在任何时刻届满才会如此，按其届满先后不会：${zh}`,
    en: `${before}only if deadlines could be reached at any moment, and in no order in which they fall due: ${en}`,
  }
}

/** The order of deadlines was not worked out. */
const notLookedAt: Sentence = {
  'zh-CN': '没有在规则上走通：按各期限在任何时刻都可能届满找到，其先后未查',
  en: 'not played on the rules: it was found with deadlines reached at any moment, and their order was not looked at',
}

/** An order of deadlines has it, and no dates were found. */
const notPlayed: Sentence = {
  'zh-CN': '没有在规则上走通：按期限的先后可能如此，但在每天都是工作日的日历上没有找到走得通的日期',
  en: 'not played on the rules: an order of deadlines has it so, and no dates were found for it on a calendar on which every day works',
}

/** A violation with a way and dates on which the real rules come to it; undefined where none were found. */
function onItsDates(ordered: Ordered, violation: Violation, play: Play): Violation | undefined {
  for (const way of waysTo(ordered, violation)) {
    const minutes = scheduleOf(ordered, way)?.slice(1)
    if (minutes === undefined) continue
    const moves = way.labels.map(label => ordered.moves[label] as Move)
    const pace = { ...violation.pace, minutes }
    const { isWhole, state } = play(moves, pace)
    if (!isWhole || violation.isShownBy?.(state) === false) continue
    const { nodes } = ordered.model.configurations[ordered.configurationOf(violation.state)] as Configuration
    if (state.machine.nodes.join() === nodes.join()) return { ...violation, way: moves, pace }
  }
  return undefined
}

/** The way of a violation; where it is about a state alone, also those to the same state at other times. */
function* waysTo(ordered: Ordered, { state, way }: Violation): Generator<OrderedWay> {
  if (way !== undefined) {
    const along = statesAlong(ordered, way)
    if (along !== undefined) yield along
    return
  }
  yield orderedWayTo(ordered, state)
  let ways = 1
  for (let other = 0; other < ordered.states && ways < mostWays; other++) {
    if (other === state || ordered.untimed[other] !== ordered.untimed[state]) continue
    ways += 1
    yield orderedWayTo(ordered, other)
  }
}
