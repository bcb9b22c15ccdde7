import { describe, expect, it } from 'vitest'
import { askerId } from '../src/deciding/askers.js'
import { decide, join } from '../src/deciding/decide.js'
import type { CaseState, Decision, PreparedData } from '../src/deciding/decision.js'
import { evolve } from '../src/deciding/evolve.js'
import { prepareCommand, prepareOpening } from '../src/deciding/prepare.js'
import { restoreState, snapshotOf } from '../src/deciding/snapshot.js'
import { noHash } from '../src/index.js'
import type { Sealed } from '../src/journal/seal.js'
import { everyDayCalendar } from '../src/testing/every-day-calendar.js'
import { errand, errandOpened, gathering } from '../src/testing/index.js'
import { paperCase } from '../src/testing/paper-case.js'

const salt = () => '0'.repeat(32)
const opened = () => paperCase(gathering, { opening: { host: 'h', topic: 'parking' }, by: 'h' })
const other = { caseId: 'c-2', link: 'meeting', key: 'noise' }

function joined(paper = opened(), asker = other): ReturnType<typeof opened> {
  const { definition, state, clock } = paper
  const opening = prepareOpening(definition, { host: 'h', topic: asker.key }, { salt, subject: 'h' })
  if (!opening.ok) throw new Error(opening.denial.code)
  const request = { opening: opening.data, asker, by: `case:${asker.caseId}`, commandId: `n-${asker.key}` }
  const decision = join(definition, state, request, clock)
  if (decision.refusal !== undefined) throw new Error(decision.refusal.code)
  return paper.after(decision.drafts)
}

function answered(paper: ReturnType<typeof opened>, topic: string, state = paper.state): Decision {
  const prepared = prepareCommand(paper.definition, 'answer', { topic, text: 'yes' }, { salt, subject: 'h' })
  if (!prepared.ok) throw new Error(prepared.denial.code)
  return decide(paper.definition, state, { type: 'answer', data: prepared.data, by: 'h', commandId: 'a' }, paper.clock)
}

const reports = ({ drafts }: Decision) => drafts.flatMap(({ effects }) => effects.map(({ link }) => link))

function replayed(paper: ReturnType<typeof opened>, journal: readonly Sealed[] = paper.journal): CaseState {
  const facts = {
    disclosures: journal.flatMap(({ disclosures }) => disclosures),
    calendarOf: () => everyDayCalendar(),
  }
  let state: CaseState | undefined
  for (const { entry } of journal) state = evolve(paper.definition, state, entry, facts)
  if (state === undefined) throw new Error('an empty journal')
  return state
}

describe('a case that others may join', () => {
  it('names whoever asks, so that its machine can answer each', () => {
    const paper = joined()
    expect(paper.state.machine.context.topics).toEqual([
      { topic: 'parking', asker: null, answer: null },
      { topic: 'noise', asker: askerId(other), answer: null },
    ])
    expect(reports(answered(paper, 'noise'))).toEqual([
      { act: 'settled', name: 'meeting', key: 'noise', caseId: 'c-2' },
    ])
  })

  it('answers nobody where a party added the matter by hand', () => {
    expect(reports(answered(joined(), 'parking'))).toEqual([])
  })

  it('answers each asking once, also after a replay or from a snapshot', () => {
    const paper = joined()
    for (const state of [paper.state, replayed(paper)]) {
      const text = JSON.stringify(snapshotOf(state, { seq: 2, at: state.lastAt, hash: noHash }))
      for (const one of [state, restoreState(paper.definition, JSON.parse(text))]) {
        const first = answered(paper, 'noise', one)
        expect(reports(first)).toHaveLength(1)
        expect(reports(answered(paper, 'noise', first.state))).toEqual([])
      }
    }
  })

  it('may be asked the same again once it has answered, and answers again', () => {
    const paper = joined()
    const again = joined(paper.after(answered(paper, 'noise').drafts))
    expect(reports(answered(again, 'noise'))).toHaveLength(1)
  })

  it('replays to the very state in which it was decided', () => {
    const paper = joined(joined(), { ...other, caseId: 'c-3', key: 'dogs' })
    const state = replayed(paper)
    expect(state.machine.toJSON()).toEqual(paper.state.machine.toJSON())
    expect(state.askers).toEqual(paper.state.askers)
  })

  it('refuses without a trace where its machine does not take the matter in', () => {
    let paper = joined(joined(), { ...other, key: 'dogs' })
    const opening: PreparedData = {
      seen: { host: 'h', topic: 'x' },
      committed: { host: 'h', topic: 'x' },
      disclosures: [],
    }
    const request = { opening, asker: other, by: 'case:c-2', commandId: 'n' }
    const { refusal, drafts, state } = join(paper.definition, paper.state, request, paper.clock)
    expect([refusal?.code, drafts, state]).toEqual(['refusal/not-in-state', [], paper.state])
    paper = paper.after(paper.send({ type: 'begin', by: 'h' }).drafts)
    expect(join(paper.definition, paper.state, request, paper.clock).refusal?.code).toBe('refusal/not-in-state')
  })
})

it('a case that none may join takes nothing in, whatever is sent', () => {
  const { definition, state, clock } = paperCase(errand, errandOpened)
  const opening: PreparedData = { seen: {}, committed: {}, disclosures: [] }
  const { refusal, drafts } = join(definition, state, { opening, asker: other, by: 'case:c-2', commandId: 'n' }, clock)
  expect([refusal?.code, drafts]).toEqual(['refusal/not-in-state', []])
})
