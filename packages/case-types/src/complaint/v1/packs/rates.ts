// The rates by which places assess complaints, as data, and what one complaint contributes to them.
import type { AnyCaseView, Rate, RateRules } from '@convoke/core'
import type { Context } from '../context.js'
import { complainants } from '../parties.js'

/** What can be counted of one complaint. Each is yes, no, or null where it cannot be said: null is never a yes. */
export interface ComplaintFacts {
  /** Contacted before the time of the unit that has it was over; null where nobody could be contacted. */
  readonly contactedInTime: boolean | null
  /** Answered, and the outer clock has not run out. */
  readonly answeredInTime: boolean
  /** Somebody rated it. */
  readonly rated: boolean
  /** Everybody who rated says so; null where nobody rated or all ratings were set aside. */
  readonly solved: boolean | null
  /** Nobody who rated was dissatisfied; null as for `solved`. */
  readonly satisfied: boolean | null
  /** Why it is left out of the rates; null: it counts. It is printed beside every rate, never silently dropped. */
  readonly excluded: 'withdrawn' | 'adviseChannel' | 'rejected' | 'ruledOut' | 'nobodyToAsk' | null
  /** It was merged into another at some time. It counts all the same: merging never lowers a count. */
  readonly merged: boolean
}

/**
 * What one complaint contributes to the rates of its period, from the host's view of it: of the cycle it is in, and of the
 * unit that has the matter. A complaint that was reopened begins anew; what it came to before is read from the case as it
 * was when it closed. Pure.
 *
 * @source names of the Shanghai rates: Jiading 2024; the definitions are ours
 * @example
 * import { caseDefinition, viewCase } from '@convoke/core'
 * import { paperCase } from '@convoke/core/testing'
 * import { complaint, complaintFacts } from '@convoke/case-types/complaint'
 * const [opening] = complaint.openings ?? []
 * const { state } = paperCase(complaint, { opening: JSON.parse(JSON.stringify(opening)), by: 'hotline:desk' })
 * complaintFacts(viewCase(caseDefinition(complaint), state, { id: 'c-1', seq: 1, disclosures: [] }))
 * // => { contactedInTime: false, answeredInTime: false, rated: false, solved: null, … }
 */
export function complaintFacts({
  data,
  parameters,
  outcome,
}: Pick<AnyCaseView, 'data' | 'parameters' | 'outcome'>): ComplaintFacts {
  const context = { ...data, parameters } as unknown as Context
  return {
    contactedInTime: contactedInTime(context),
    answeredInTime: answeredInTime(context),
    rated: isRated(context),
    solved: isSolved(context),
    satisfied: isSatisfied(context),
    excluded: exclusion(context, outcome),
    merged: context.merges > 0,
  }
}

function contactedInTime(context: Readonly<Context>): boolean | null {
  const { contact } = context
  if (contact === 'anonymous') return null
  return (contact === 'contacted' || contact === 'unreachable') && !wasLate(context, 'firstContact')
}

function answeredInTime({ answer, outerLate }: Readonly<Context>): boolean {
  return answer !== null && !outerLate
}

function isRated({ ratings }: Readonly<Context>): boolean {
  return Object.keys(ratings).length > 0
}

/** Ratings that were not set aside. */
function counting({ ratings }: Readonly<Context>) {
  return Object.values(ratings).filter(({ excluded }) => !excluded)
}

function isSolved(context: Readonly<Context>): boolean | null {
  const own = counting(context)
  return own.length === 0 ? null : own.every(({ solved }) => solved)
}

function isSatisfied(context: Readonly<Context>): boolean | null {
  const own = counting(context)
  const { dissatisfiedAt } = context.parameters
  return own.length === 0 ? null : own.every(({ satisfaction }) => satisfaction > dissatisfiedAt)
}

/** Whether the clock ran out on the unit that has the matter now; what others were late with before is theirs. */
function wasLate({ overdue, cycle, assignment }: Readonly<Context>, clock: string): boolean {
  return overdue.some(late => late.clock === clock && late.cycle === cycle && late.assignment === assignment)
}

function exclusion(context: Readonly<Context>, outcome: string | null): ComplaintFacts['excluded'] {
  if (outcome === 'withdrawn' || outcome === 'adviseChannel' || outcome === 'rejected') return outcome
  if (isRated(context) && counting(context).length === 0) return 'ruledOut'
  return complainants(context).length === 0 ? 'nobodyToAsk' : null
}

/** What a rate can count. */
type Fact = Exclude<keyof ComplaintFacts, 'excluded' | 'merged'>

type Origin = Pick<Rate, 'authority' | 'jurisdiction' | 'source' | 'readOn'>

const jiading: Origin = {
  authority: 'district',
  jurisdiction: '上海市嘉定区',
  source: 'docs/reference/sources.md#jiading',
  readOn: '2026-11-23',
}
const capital: Origin = {
  authority: 'city',
  jurisdiction: '北京市',
  source: 'docs/reference/sources.md#beijing-complaints',
  readOn: '2026-11-23',
}
const jungar: Origin = {
  authority: 'district',
  jurisdiction: '内蒙古自治区准格尔旗',
  source: 'docs/reference/sources.md#jungar',
  readOn: '2026-11-23',
}

const rate = (
  [name, zh, en, numerator, denominator]: readonly [string, string, string, Fact, 'counted' | Fact],
  from: Origin,
  weight: number | null = null,
  borrowed = false,
): Rate<Fact> => ({ name, title: { 'zh-CN': zh, en }, numerator, denominator, weight, ...from, borrowed })

const contact = ['contact', '先行联系率', 'First contact', 'contactedInTime', 'counted'] as const
const inTime = ['inTime', '按时办结率', 'Closed in time', 'answeredInTime', 'counted'] as const
const solved = ['solved', '实际解决率', 'Solved', 'solved', 'rated'] as const
const satisfied = ['satisfied', '市民满意率', 'Satisfied', 'satisfied', 'rated'] as const
const participation = ['participation', '参评率', 'Participation', 'rated', 'counted'] as const
const response = ['response', '响应率', 'Response', 'contactedInTime', 'counted'] as const
const resolution = ['resolution', '解决率', 'Solved', 'solved', 'rated'] as const
const satisfaction = ['satisfaction', '满意率', 'Satisfied', 'satisfied', 'rated'] as const

/**
 * The four rates of Shanghai and the rate of participation 四率、参评率. No weights were found.
 *
 * @source [Jiading 2024](docs/reference/sources.md#jiading); the names of the four are general use
 */
export const shanghaiRates: readonly Rate<Fact>[] = [
  rate(contact, jiading),
  rate(inTime, jiading),
  rate(solved, jiading),
  rate(satisfied, jiading),
  rate(participation, jiading),
]

/**
 * The three rates of Beijing 三率. The regulations fix the rates and no weights; those of another place are borrowed, and off.
 *
 * @source [Beijing regulations 32](docs/reference/sources.md#beijing-complaints); weights 30/35/35:
 * [Jungar](docs/reference/sources.md#jungar), borrowed
 */
export const beijingRates: readonly Rate<Fact>[] = [
  rate(response, capital),
  rate(resolution, capital),
  rate(satisfaction, capital),
  rate(response, jungar, 30, true),
  rate(resolution, jungar, 35, true),
  rate(satisfaction, jungar, 35, true),
]

const said = (zh: string, en: string) => ({ 'zh-CN': zh, en })

/**
 * By which rates places assess complaints 考核口径: the packs `shanghai` and `beijing`. What another place uses is in neither.
 *
 * @source those of {@link shanghaiRates} and {@link beijingRates}
 */
export const rates: RateRules<Context, Fact> = {
  facts: {
    contactedInTime: { title: said('按时先行联系', 'contacted in time'), is: contactedInTime },
    answeredInTime: { title: said('按时答复', 'answered in time'), is: answeredInTime },
    rated: { title: said('已评价', 'rated'), otherwise: said('未评价', 'not rated'), is: isRated },
    solved: { title: said('评为已解决', 'rated as solved'), is: isSolved },
    satisfied: { title: said('评为满意', 'rated as satisfied'), is: isSatisfied },
  },
  exclusions: {
    withdrawn: said('已撤回', 'withdrawn'),
    adviseChannel: said('告知其他渠道', 'shown another way'),
    rejected: said('不予受理', 'rejected'),
    ruledOut: said('评价经裁定剔除', 'rating set aside by a ruling'),
    nobodyToAsk: said('无可回访之人', 'nobody to ask'),
  },
  excluded: exclusion,
  packs: {
    shanghai: { title: said('上海四率与参评率', 'Shanghai, four rates and participation'), rates: shanghaiRates },
    beijing: {
      title: said('北京三率', 'Beijing, three rates'),
      rates: beijingRates.filter(({ borrowed }) => !borrowed),
    },
  },
}

/**
 * When a year of assessment begins and ends 考核年度, month and day. Data, because places differ: this is a sub-district's, borrowed.
 *
 * @source [Gumei](docs/reference/sources.md#gumei), neighbouring Meilong
 */
export const assessmentYear = {
  from: '11-01',
  to: '10-31',
  authority: 'town',
  jurisdiction: '上海市闵行区古美路街道',
  source: 'docs/reference/sources.md#gumei',
  readOn: '2026-11-23',
  borrowed: true,
} as const
