// The machine of version 1.1 is the table of version 1, which is never edited: the same states and ways, other acts where
// something of a former round would count.
import type { CaseMachine, Declaration } from '@convoke/core'
import { committee, joint } from '../v1/acts/deciding.js'
import { town } from '../v1/acts/lanes.js'
import { noticing, posting, tallying } from '../v1/acts/meeting.js'
import { evaluating, executing } from '../v1/acts/settling.js'
import { linked, triaged } from '../v1/acts/sorting.js'
import { judging } from '../v1/acts/ways.js'
import { machine as table } from '../v1/machine.js'
import { words } from '../v1/words.js'
import {
  answersDemands,
  answersRequest,
  backWithTheParties,
  countsRevotesAnew,
  evaluatesAnew,
  judgment,
  newCommittee,
  publicationLapses,
  signsAnew,
  sortedAnew,
  takesUpAnother,
} from './acts.js'
import { guards } from './guards.js'

type ShapeOf<Words> = Words extends Declaration<infer Shape> ? Shape : never
type NamesOf<Machine> = Machine extends CaseMachine<infer _, infer Names> ? Names : never
type Before = NamesOf<typeof table>

/** What version 1 calls its states, outcomes and tasks, and guards, of which there are more. */
export interface Names extends Omit<Before, 'guards'> {
  states: Before['states']
  guards: Before['guards'] | keyof typeof guards
  outcomes: Before['outcomes']
  tasks: Before['tasks']
}

const firstOf = (acts: unknown): unknown => [acts].flat()[0]

/** Acts of version 1, and what is done in their place wherever the table has them. */
const instead = new Map<unknown, readonly unknown[]>([
  [triaged.enter, [sortedAnew, backWithTheParties, triaged.enter]],
  [triaged.toOwnersMeeting, [takesUpAnother, triaged.toOwnersMeeting]],
  [joint.ask, [backWithTheParties, joint.ask]],
  [committee.ask, [signsAnew, committee.ask]],
  [firstOf(town.nameConvenor), [firstOf(town.nameConvenor), answersRequest]],
  [firstOf(joint.holdMeeting), [takesUpAnother, firstOf(joint.holdMeeting)]],
  [firstOf(noticing.announceVote), [takesUpAnother, firstOf(noticing.announceVote)]],
  [firstOf(noticing.openVoting), [firstOf(noticing.openVoting), answersDemands]],
  [firstOf(tallying.record), [firstOf(tallying.record), countsRevotesAnew]],
  [posting.lapses, [publicationLapses]],
  [evaluating.ask, [evaluatesAnew, evaluating.ask]],
  [firstOf(judging.recordJudgment), [judgment]],
  [linked.electionSettled, [linked.electionSettled, newCommittee]],
])

/** A part of the table with {@link instead} carried out. */
function rewritten(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(rewritten)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      const isActs = key === 'entry' || key === 'actions'
      return [key, isActs ? [value].flat().flatMap(act => instead.get(act) ?? [act]) : rewritten(value)]
    }),
  )
}

const { states = {}, ...rest } = rewritten(table.config) as typeof table.config
const actions = [judging.recordJudgment].flat().flatMap(act => instead.get(act) ?? [act])

/** The machine of version 1.1. Its names are given by type, and checked when the case type is defined. */
export const machine = words.setup({ guards }).createMachine({
  ...rest,
  states: {
    ...states,
    executing: {
      ...states.executing,
      on: {
        ...states.executing?.on,
        stayExecution: { guard: 'isInForce', target: 'underChallenge', actions: executing.stayExecution },
      },
    },
    underChallenge: {
      ...states.underChallenge,
      on: {
        ...states.underChallenge?.on,
        // A judgment on another decision is put on record and leaves the stay as it is.
        recordJudgment: [
          { guard: 'annuls', target: 'invalid', actions },
          { guard: 'endsStay', target: 'executing', actions },
        ],
      },
    },
  },
} as never) as unknown as CaseMachine<ShapeOf<typeof words>, Names>
