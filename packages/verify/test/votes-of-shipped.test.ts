// The votes that shipped case types declare, counted along the journals that are kept of them.
import { readdirSync, readFileSync } from 'node:fs'
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import {
  type AnyCaseType,
  type AnyVote,
  type CaseState,
  caseDefinition,
  type Disclosure,
  type Entry,
  evolve,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import type { Configuration, Data, Kept, Move } from '../src/model/case-data.js'
import { faultOfWord, voteMonitor } from '../src/monitors/vote-monitor.js'

interface Journal {
  readonly entries: readonly { readonly bytes: string }[]
  readonly disclosures: readonly Disclosure[]
}

const goldenOf = ({ name, version }: AnyCaseType): readonly Journal[] => {
  const folder = new URL(`../../case-types/test/golden/${name}/${version}/`, import.meta.url)
  return readdirSync(folder).map(file => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Journal)
}

const moveOf = ({ kind, type, by, onBehalfOf, data }: Entry): Move =>
  (kind === 'command' ? { kind, type, by: onBehalfOf ?? by, data } : { kind: 'clock', type }) as Move

/** How the votes of a name ended along a journal, and what was wrong with them. */
function counted(caseType: AnyCaseType, name: string, { entries, disclosures }: Journal) {
  const definition = caseDefinition(caseType)
  const vote = caseType.votes?.[name] as AnyVote
  const ends: string[] = []
  const watched: AnyVote = {
    ...vote,
    result: (context, states) => {
      const result = vote.result(context, states)
      if (result !== 'open' && result !== null) ends.push(result)
      return result
    },
  }
  const failure: { thrown?: unknown } = {}
  const monitor = voteMonitor(definition, watched, failure)
  const kept: Kept = { done: {} }
  const placeOf = ({ machine }: CaseState) => ({ nodes: machine.nodes }) as Configuration
  let state: CaseState | undefined
  for (const { bytes } of entries) {
    const entry = JSON.parse(bytes) as Entry
    const next = evolve(definition, state, entry, { disclosures, calendarOf: () => everyDayCalendar() })
    if (state !== undefined) {
      const data = { context: state.machine.context } as { -readonly [K in keyof Data]: Data[K] }
      const judge = monitor(data, moveOf(entry), kept, placeOf(state))
      data.context = next.machine.context as Data['context']
      judge(placeOf(next))
    }
    state = next
  }
  return { ends, fault: kept.fault === undefined ? null : faultOfWord(kept.fault), thrown: failure.thrown }
}

const shipped: Readonly<Record<string, AnyCaseType>> = {
  'four-party': fourParty,
  'owners-committee-election': ownersCommitteeElection,
}

it.each([
  ['four-party', 'consensus', ['passed', 'rejected']],
  ['four-party', 'signatures', ['passed']],
  ['four-party', 'owners', ['invalid', 'passed', 'rejected']],
  ['owners-committee-election', 'validity', ['invalid', 'passed']],
] as const)('%s: %s ends as its ballots say, along all of its journals', (of, name, ends) => {
  const caseType = shipped[of] as AnyCaseType
  const all = goldenOf(caseType).map(journal => counted(caseType, name, journal))
  expect(all.filter(({ fault, thrown }) => fault !== null || thrown !== undefined)).toEqual([])
  expect([...new Set(all.flatMap(one => one.ends))].sort()).toEqual(ends)
})
