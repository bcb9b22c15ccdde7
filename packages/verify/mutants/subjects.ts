// The case types that faults are put into, with what is said of them beside their own words.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint, complaintV1_1 } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty, fourPartyV1_1 } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { type AnyCaseType, type JsonObject, type Rulebook, ruleTable, type StateView } from '@convoke/core'
import { errand, errandOpened } from '@convoke/core/testing'
import { always, unless } from '../src/own.js'
import { asking } from '../test/fixtures/asking.js'
import { desk } from '../test/fixtures/desk.js'
import { form } from '../test/fixtures/form.js'
import type { Setting } from './judge.js'

/** A sound case type, and how it and its mutants are looked at. */
export interface Subject {
  readonly name: string
  readonly caseType: AnyCaseType
  readonly setting: Setting
}

/** The rules of a case type that was made up for tests. */
const book = (table: string): Rulebook => ({
  readOn: '2026-11-27',
  sources: { made: 'made up with the case type' },
  rules: ruleTable(table),
})

const small = { maxStates: 5_000, maxItems: 1 }
const large = { maxStates: 100_000, maxItems: 1, departures: 1, isUnwatched: true }

/** Small case types of the tests, explored to the end. */
export const fixtures: readonly Subject[] = [
  {
    name: 'asking',
    caseType: asking() as never,
    setting: {
      ...small,
      rulebook: book(`
        | *? | remind | convener | = | made |
        | *? | remark | convener, invitee | = | made |
        | drafting | submit | convener | inviting | made |
        | drafting | deadline.draft |  | failed | made |
        | inviting | reply | invitee | =, agreed, refused | made |
        | inviting | deadline.reply |  | =, agreed, refused | made |
        | agreed | hold | convener | held | made |
        | agreed | deadline.meeting |  | failed | made |
        | refused | again | convener | failed | made |
        | refused | deadline.meeting |  | failed | made |
      `),
      mustBeSeparate: [{ did: 'reply', mayNot: 'reply', per: 'party' }],
      own: [
        always('held', 'a meeting that was held ends so', s => s.is('held') === (s.outcome === 'held')),
        always('agreed', 'a meeting is agreed on once somebody says yes', s => {
          const { invitees, replies } = s.context as {
            readonly invitees: readonly string[]
            readonly replies: Readonly<Record<string, string>>
          }
          return !s.is('agreed') || invitees.some(party => replies[party] === 'yes')
        }),
      ],
    },
  },
  {
    name: 'desk',
    caseType: desk({ firstCome: true, declared: true, backAndForth: false }),
    setting: {
      ...small,
      maxItems: 3,
      rulebook: book(`
        | open | take | clerk | = | made |
        | open | giveBack | clerk | = | made |
        | open | note | clerk | = | made |
        | open | answer | clerk | answered | made |
        | open? | strike, putOff, goOn | clerk | = | made |
        | open | deadline.answer |  | late | made |
        | answered | look | clerk, head | done | made |
        | answered | deadline.look |  | late | made |
      `),
      mustBeSeparate: [{ did: 'answer', mayNot: 'look' }],
      own: [
        always('ends', 'a file ends as the state says in which it ends', s => s.outcome === null || s.is(s.outcome)),
        ...['dept:a/one', 'dept:b'].map(clerk =>
          unless(
            `${clerk} keeps it`,
            'a file stays with who took it, unless it is given back',
            (s: StateView<{ readonly holder: string | null }>) => s.context.holder === clerk,
            s => s.context.holder === null,
          ),
        ),
        always('taken', 'a file that is answered was taken', s => {
          const { holder } = s.context as { readonly holder: string | null }
          return !s.is('answered') || holder !== null
        }),
        always(
          'notes',
          'a file has two notes at most',
          s => (s.context as { readonly notes: readonly string[] }).notes.length <= 2,
        ),
        always('given', 'a file is given back once', s => (s.context as { readonly given: number }).given <= 1),
      ],
    },
  },
  {
    name: 'form',
    caseType: form(),
    setting: {
      ...small,
      // Each filling in adds two words.
      maxItems: 4,
      rulebook: book(`
        | open | fill | writer, approver | = | made |
        | open | approve | approver | approved | made |
        | open | deadline.approve |  | lapsed | made |
      `),
      own: [
        always('ends', 'a form ends as the state says in which it ends', s => s.outcome === null || s.is(s.outcome)),
      ],
    },
  },
  {
    name: 'errand',
    caseType: errand as never,
    setting: {
      ...small,
      opened: errandOpened as never,
      rulebook: book(`
        | drafting | submit | convener | inviting | made |
        | *? | count | convener, invitee | = | made |
        | *? | escalate | convener | = | made |
        | inviting | reply | invitee | =, agreed | made |
        | inviting | deadline.reply |  | failed | made |
      `),
      own: [
        always('ends', 'an errand ends as the state says in which it ends', s => s.outcome === null || s.is(s.outcome)),
        always('quorum', 'two have to agree', s => {
          const { replies } = s.context as { readonly replies: Readonly<Record<string, string>> }
          return !s.is('agreed') || Object.values(replies).filter(reply => reply === 'yes').length >= 2
        }),
      ],
    },
  },
]

const opened = (caseType: unknown, n: number) => ({
  opening: (caseType as AnyCaseType).openings?.[n] as JsonObject,
})

/** The shipped case types, along the normal courses of some of their openings, held to their rulebooks. */
export const shipped: readonly Subject[] = [
  // One committee and one unit come to every state that more of them come to; and an emergency.
  subject(conveningRequest, {
    opened: opened(conveningRequest, 1),
    maxItems: 5,
    also: [{ opened: opened(conveningRequest, 2) }],
  }),
  // A grid item is verified on site.
  subject(complaint, { also: [{ opened: opened(complaint, 4) }] }),
  { ...subject(complaintV1_1, { also: [{ opened: opened(complaintV1_1, 4) }] }), name: 'complaint 1.1' },
  // A quorum is more than one.
  subject(areaMeeting, { maxItems: 3, departures: 2, also: [{ opened: opened(areaMeeting, 1) }] }),
  subject(fourParty, {}),
  { ...subject(fourPartyV1_1, {}), name: 'four-party 1.1' },
  // Six things are prepared. One seat can be filled by the candidates there are.
  subject(ownersCommitteeElection, {
    maxItems: 6,
    also: [{ opened: opened(ownersCommitteeElection, 3) }, { opened: opened(ownersCommitteeElection, 1) }],
  }),
]

function subject(caseType: unknown, setting: Partial<Setting>): Subject {
  const { name } = caseType as AnyCaseType
  return { name, caseType: caseType as AnyCaseType, setting: { ...large, ...setting } }
}
