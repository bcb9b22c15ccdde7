// The case types that faults are put into, with what is said of them beside their own words.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import type { AnyCaseType } from '@convoke/core'
import { errand, errandOpened } from '@convoke/core/testing'
import { always } from '../src/own.js'
import { asking } from '../test/fixtures/asking.js'
import { desk } from '../test/fixtures/desk.js'
import { form } from '../test/fixtures/form.js'
import type { Setting } from './judge.js'
import { keptTable } from './tables.js'

/** A sound case type, and how it and its mutants are looked at. */
export interface Subject {
  readonly name: string
  readonly caseType: AnyCaseType
  readonly setting: Setting
}

const small = { maxStates: 5_000, maxItems: 1 }
const large = { maxStates: 50_000, maxItems: 1, departures: 1, isUnwatched: true }

/** Small case types of the tests, explored to the end. */
export const fixtures: readonly Subject[] = [
  {
    name: 'asking',
    caseType: asking() as never,
    setting: {
      ...small,
      table: [
        { in: 'drafting', does: 'submit', by: ['convener'], to: ['inviting'] },
        { in: 'drafting', does: 'deadline.draft', to: ['failed'] },
        { in: 'inviting', does: 'reply', by: ['invitee'], to: ['=', 'agreed', 'refused'] },
        { in: 'inviting', does: 'deadline.reply', to: ['=', 'agreed', 'refused'] },
        { in: 'agreed', does: 'hold', by: ['convener'], to: ['held'] },
        { in: 'agreed', does: 'deadline.meeting', to: ['failed'] },
        { in: 'refused', does: 'again', by: ['convener'], to: ['failed'] },
        { in: 'refused', does: 'deadline.meeting', to: ['failed'] },
      ],
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
      maxItems: 2,
      table: [
        { in: 'open', does: 'take', by: ['clerk'], to: ['='] },
        { in: 'open', does: 'giveBack', by: ['clerk'], to: ['='] },
        { in: 'open', does: 'note', by: ['clerk'], to: ['='] },
        { in: 'open', does: 'answer', by: ['clerk'], to: ['answered'] },
        { in: 'open', does: 'deadline.answer', to: ['late'] },
        { in: 'answered', does: 'look', by: ['clerk', 'head'], to: ['done'] },
        { in: 'answered', does: 'deadline.look', to: ['late'] },
      ],
      mustBeSeparate: [{ did: 'answer', mayNot: 'look' }],
      own: [
        always('ends', 'a file ends as the state says in which it ends', s => s.outcome === null || s.is(s.outcome)),
        always('taken', 'a file that is answered was taken', s => {
          const { holder } = s.context as { readonly holder: string | null }
          return !s.is('answered') || holder !== null
        }),
        always('given', 'a file is given back once', s => (s.context as { readonly given: number }).given <= 1),
      ],
    },
  },
  {
    name: 'form',
    caseType: form(),
    setting: {
      ...small,
      table: [
        { in: 'open', does: 'fill', by: ['writer', 'approver'], to: ['='] },
        { in: 'open', does: 'approve', by: ['approver'], to: ['approved'] },
        { in: 'open', does: 'deadline.approve', to: ['lapsed'] },
      ],
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
      table: [
        { in: 'drafting', does: 'submit', by: ['convener'], to: ['inviting'] },
        { in: 'inviting', does: 'reply', by: ['invitee'], to: ['=', 'agreed'] },
        { in: 'inviting', does: 'deadline.reply', to: ['failed'] },
      ],
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

/** The shipped case types, along their normal courses, with their tables. */
export const shipped: readonly Subject[] = (
  [conveningRequest, complaint, areaMeeting, fourParty, ownersCommitteeElection] as unknown as readonly AnyCaseType[]
).map(caseType => ({
  name: caseType.name,
  caseType,
  setting: {
    ...large,
    // Said from outside as well, so that a separation is missed that is dropped.
    mustBeSeparate: caseType.separation ?? [],
    table: keptTable(caseType.name),
    isTableMet: true,
  },
}))
