import { allOf, type DecisionRule, type Fraction } from '@convoke/core'
import * as z from 'zod'

/**
 * What a matter is 事项, which says who decides on it. The first six are ordinary matters of the owners 一般事项, the next
 * three special ones 重大事项; `dwellingToBusiness` 住改商 needs every affected owner; `service` is owed by the property
 * company under its contract, `committee` is within what the owners' committee may do.
 *
 * @source [Civil Code 278, 279](docs/reference/sources.md#civil-code-owners); Shanghai property rules 18, 58
 */
export const matterKind = z.enum([
  'rulesOfProcedure',
  'covenant',
  'committeeElection',
  'propertyCompany',
  'useOfFund',
  'otherCommon',
  'raiseFund',
  'rebuild',
  'changeOfUse',
  'dwellingToBusiness',
  'service',
  'committee',
])

/** A kind of matter, by its name. */
export type MatterKind = z.output<typeof matterKind>

const ordinary: readonly MatterKind[] = [
  'rulesOfProcedure',
  'covenant',
  'committeeElection',
  'propertyCompany',
  'useOfFund',
  'otherCommon',
]
const special: readonly MatterKind[] = ['raiseFund', 'rebuild', 'changeOfUse']

/** What must be left alone between two terms: company, fees and funds, works, and other major matters. */
const barredBetweenTerms: readonly MatterKind[] = ['propertyCompany', 'useOfFund', 'otherCommon', ...special]

/** Whether only the owners decide on it, by vote. Pure. */
export function needsOwners(matter: MatterKind | null): matter is MatterKind {
  return matter !== null && (ordinary.includes(matter) || special.includes(matter) || matter === 'dwellingToBusiness')
}

/**
 * Whether the committee may put it to the vote while its successor is being elected 换届期间.
 *
 * @source Shanghai property rules 28
 */
export function barredInElection(matter: MatterKind): boolean {
  return barredBetweenTerms.includes(matter)
}

/** A share as two whole numbers, as the knobs hold it. */
interface Share {
  readonly need: number
  readonly of: number
}

/** The knobs that make a rule of decision. */
export interface VoteKnobs {
  readonly participation: Share
  readonly ordinaryApproval: Share
  readonly specialApproval: Share
  readonly unreturned: DecisionRule['unreturned']
}

const fraction = ({ need, of }: Share): Fraction => [need, of]

/**
 * The rule of decision 表决规则 for a matter, as data: participation and approval by area and by heads. Ordinary approval
 * is *more than* its share 过半数, special approval *at least* 以上. Pure.
 *
 * @source Civil Code 278 (participation 2/3, ordinary > 1/2, special >= 3/4 of those who take part); 279 (all affected
 *   owners); Shanghai property rules 18, 69 for part-common matters, whose electorate is their own; what a ballot that was
 *   not returned counts as is for the meeting's own rules
 */
export function ruleOf(matter: MatterKind, knobs: VoteKnobs): DecisionRule {
  if (matter === 'dwellingToBusiness') return allOf({ decideEarly: false })
  const participation = fraction(knobs.participation)
  const isSpecial = special.includes(matter)
  const share = fraction(isSpecial ? knobs.specialApproval : knobs.ordinaryApproval)
  return {
    participation: [
      { weight: 'area', share: participation },
      { weight: 'heads', share: participation },
    ],
    approval: [
      { weight: 'area', share, strict: !isSpecial, of: 'participating' },
      { weight: 'heads', share, strict: !isSpecial, of: 'participating' },
    ],
    veto: null,
    abstention: 'participates',
    unreturned: knobs.unreturned,
    tie: 'threshold',
    late: 'ignored',
    replaceable: false,
    decideEarly: false,
  }
}
