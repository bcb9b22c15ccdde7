import { activePaths, type CaseDefinition } from '../definition/case-definition.js'
import type { AnyLabels, Locale } from '../definition/case-type.js'
import type { Disclosure } from '../journal/entry.js'
import type { JsonObject } from '../json/json.js'
import type { AnyCaseView, DeadlineView } from '../ports/case-engine.js'
import type { PartyId } from '../ports/party.js'
import type { Seats } from '../ports/roll.js'
import { redact } from '../privacy/redact.js'
import { allowedFor } from './allowed.js'
import { isOverdue } from './deadline-dates.js'
import { owedBy } from './deadlines.js'
import type { CaseState, Clock } from './decision.js'
import { type Eyes, hiddenParties, rolesShown, withoutParties } from './hidden-parties.js'
import { rolesOf, rosterOf } from './roster.js'

/** Whose eyes a view is for, and what it takes to resolve what they may see. */
export interface ViewOptions {
  readonly id: string
  readonly seq: number
  /** Absent: the trusted host, who sees everything. */
  readonly as?: PartyId | undefined
  readonly disclosures: readonly Disclosure[]
  /** The lines by which the party holds roles that are listed on a roll. */
  readonly seats?: Seats | undefined
  /** When it is looked at: then `allowed` tells between which days dates may lie. */
  readonly clock?: Clock | undefined
}

/**
 * The case as one party may see it. `data` and `allowed` are computed when first read. Pure.
 *
 * The caller has made sure that the party is in the case; a stranger would get a view without data or roles.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, journal } = paperCase(errand, errandOpened)
 * const disclosures = journal.flatMap(sealed => sealed.disclosures)
 * const view = viewCase(definition, state, { id: 'c-1', seq: 1, as: 'dept:police', disclosures })
 * 'budget' in view.data // => false
 * view.data.phone // => '13800000000'
 */
export function viewCase(definition: CaseDefinition, state: CaseState, options: ViewOptions): AnyCaseView {
  const roles = options.as === undefined ? [] : rolesOf(definition, state, options.as, options.seats)
  const eyes = options.as === undefined ? undefined : { party: options.as, roles }
  let data: JsonObject | undefined
  let allowed: AnyCaseView['allowed'] | undefined
  return {
    id: options.id,
    reference: state.reference,
    caseType: definition.name,
    version: definition.version,
    seq: options.seq,
    openedAt: state.openedAt,
    settledAt: state.settledAt,
    outcome: state.outcome,
    get states() {
      return activePaths(definition, state.machine)
    },
    get data() {
      if (options.as !== undefined && roles.length === 0) return {}
      if (data === undefined) {
        const { parameters: _, ...own } = redact(
          definition.context,
          state.machine.context,
          options.as === undefined ? 'host' : roles,
          options.disclosures,
        ) as JsonObject
        data = withoutParties(own as JsonObject, hiddenParties(definition, state, eyes))
      }
      return data
    },
    get parameters() {
      return (state.machine.context.parameters ?? {}) as JsonObject
    },
    get parties() {
      return [...rosterOf(definition, state.machine)].flatMap(([party, held]) => {
        const shown = party === options.as ? held : rolesShown(definition, held, eyes)
        return shown.length === 0 ? [] : [{ party, roles: shown }]
      })
    },
    roles,
    get deadlines() {
      return deadlineViews(definition, state, eyes)
    },
    get allowed() {
      allowed ??=
        options.as === undefined ? [] : allowedFor(definition, state, options.as, options.seats, options.clock)
      return allowed
    },
  }
}

/** The open deadlines with who owes them, earliest due first; suspended ones last. */
export function deadlineViews(definition: CaseDefinition, state: CaseState, eyes?: Eyes): readonly DeadlineView[] {
  const hidden = hiddenParties(definition, state, eyes)
  const labels = definition.caseType.labels as { readonly [L in Locale]: AnyLabels }
  return state.deadlines
    .filter(({ key }) => !hidden.has(key))
    .map(deadline => ({
      name: deadline.name,
      key: deadline.key,
      n: deadline.n,
      kind: definition.deadlines.find(declared => declared.name === deadline.name)?.kind ?? 'within',
      startedAt: deadline.startedAt,
      dueAt: deadline.dueAt,
      overdue: isOverdue(deadline),
      suspended: deadline.dueAt === null,
      provisional: deadline.provisional,
      owes: owedBy(definition, state.machine, deadline).filter(party => !hidden.has(party)),
      label: {
        'zh-CN': labels['zh-CN'].deadlines[deadline.name] ?? deadline.name,
        en: labels.en.deadlines[deadline.name] ?? deadline.name,
      },
    }))
    .sort((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY))
}
