// Whether the order in which deadlines fall due is the one that the real rules have, a unit of time after the other.
import { carriedOut } from '../src/explore/explore.js'
import { studyOf } from '../src/explore/study.js'
import { type Dated, datedOver, type OpeningDate } from '../src/ordered/dated.js'
import { type Ordered, orderedOver } from '../src/ordered/ordered.js'
import { type Rules, rulesOf } from '../src/ordered/rules.js'
import { optionToComplete } from '../src/properties/soundness.js'
import type { Explored } from './agreement.js'
import { nameBy, named } from './told-states.js'
import { type Units, unitByUnit } from './unit-by-unit.js'

/** What was compared, and in words what was not alike. */
export interface AgreementInTime {
  /** States without time that come about in some order of due instants, and all that do at any moment. */
  readonly states: number
  readonly anyStates: number
  readonly orderedStates: number
  readonly faults: readonly string[]
}

/**
 * Compares with the real rules; undefined where these find too many states.
 *
 * @param isExact whether everything is counted in one unit: else the order may be looser than the rules have it
 * @param rules the time rules to try; default: those of the case type
 */
export function compareInTime(
  { caseType, opening, exploration }: Explored,
  units: Units & { readonly isExact: boolean },
  rules: Rules = rulesOf(exploration),
): AgreementInTime | undefined {
  const naive = unitByUnit(caseType, opening, nameBy(exploration), units)
  if (naive === undefined) return undefined
  const ordered = carriedOut(orderedOver(exploration, { maxStates: 100_000 }, rules), undefined)
  const any = named(exploration)
  const mine = namedInTime(ordered, any.nameOf)
  const faults: string[] = []
  const less = (what: string, here: ReadonlySet<string>, there: ReadonlySet<string>) => {
    const missing = [...here].filter(one => !there.has(one))
    if (missing.length > 0) faults.push(`${missing.length} ${what}, such as ${missing[0]}`)
  }
  less('states of the rules are in no order', naive.states, mine.states)
  less('edges of the rules are in no order', naive.edges, mine.edges)
  less('states in an order are not there at any moment', mine.states, any.states)
  less('edges in an order are not there at any moment', mine.edges, any.edges)
  if (units.isExact && !ordered.isBlurred) {
    less('states in an order are none of the rules', mine.states, naive.states)
    less('edges in an order are none of the rules', mine.edges, naive.edges)
  }
  const { violations, isOpen } = optionToComplete(studyOf(ordered))
  if (violations.length === 0 && isOpen !== true && !naive.canAlwaysEnd)
    faults.push('P1 holds in every order, and the rules have a case that cannot end')
  if (units.isExact && !ordered.isBlurred && violations.length > 0 && naive.canAlwaysEnd)
    faults.push('P1 is violated in some order, and by the rules every case can end')
  return { states: mine.states.size, anyStates: any.states.size, orderedStates: ordered.states, faults }
}

/** What was compared on dates; undefined where the real rules find too many states. */
export interface AgreementOnDates {
  readonly edges: number
  readonly anyEdges: number
  /** Whether nothing was left out, so that both have to find the same. */
  readonly isExact: boolean
  readonly faults: readonly string[]
}

/**
 * Compares an exploration on dates with the real rules, a day after the other.
 *
 * @param byRules the dates of the rules; default: the same
 */
export function compareOnDates(
  { caseType, opening, exploration }: Explored,
  dates: OpeningDate,
  maxStates: number,
  byRules: OpeningDate = dates,
): AgreementOnDates | undefined {
  const naive = unitByUnit(caseType, opening, nameBy(exploration), { unit: 86_400_000, maxStates, dates: byRules })
  if (naive === undefined) return undefined
  const dated = carriedOut(datedOver(exploration, opening, dates, { maxStates }), undefined)
  const any = named(exploration)
  const mine = namedInTime(dated, any.nameOf)
  const isExact = dated.limits.length === 0
  const faults: string[] = []
  const less = (what: string, here: ReadonlySet<string>, there: ReadonlySet<string>) => {
    const missing = [...here].filter(one => !there.has(one))
    if (missing.length > 0) faults.push(`${caseType.name}: ${missing.length} ${what}, such as ${missing[0]}`)
  }
  less('states of the rules are on no date', naive.states, mine.states)
  less('edges of the rules are on no date', naive.edges, mine.edges)
  less('edges on dates are not there at any moment', mine.edges, any.edges)
  if (isExact) {
    less('states on dates are none of the rules', mine.states, naive.states)
    less('edges on dates are none of the rules', mine.edges, naive.edges)
    const { violations, isOpen } = optionToComplete(studyOf(dated))
    if (isOpen !== true && (violations.length === 0) !== naive.canAlwaysEnd)
      faults.push(`${caseType.name}: whether every case can end on these dates is told otherwise than by the rules`)
  }
  return { edges: mine.edges.size, anyEdges: any.edges.size, isExact, faults }
}

function namedInTime(
  { untimed, states, firstEdge, targets }: Ordered | Dated,
  nameOf: (state: number) => string,
): { readonly states: ReadonlySet<string>; readonly edges: ReadonlySet<string> } {
  const names = Array.from(untimed, nameOf)
  const edges = new Set<string>()
  for (let state = 0; state < states; state++)
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const [from, to] = [names[state], names[targets[edge] as number]]
      if (from !== to) edges.add(`${from} -> ${to}`)
    }
  return { states: new Set(names), edges }
}
