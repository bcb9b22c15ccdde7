import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { updateAction } from '../src/definition/update-action.js'
import {
  type AnyCaseType,
  type CaseState,
  caseDefinition,
  type Disclosure,
  type Entry,
  evolve,
  type Head,
  restoreState,
  seal,
  snapshotOf,
} from '../src/index.js'
import { everyDayCalendar } from '../src/testing/index.js'
import { asking } from './fixtures/asking.js'
import { day, hour, monday, open, type Paper } from './fixtures/case-on-paper.js'
import { clocks } from './fixtures/clocks.js'
import { order, type WorksContext } from './fixtures/works-order.js'

const caseSalt = 'ab'.repeat(16)
const calendar = everyDayCalendar()

function sealed(caseType: AnyCaseType, paper: Paper): { entries: Entry[]; disclosures: Disclosure[] } {
  const entries: Entry[] = []
  const disclosures: Disclosure[] = []
  let head: Head | null = null
  for (const draft of paper.drafts) {
    const made = seal(caseDefinition(caseType), draft, {
      tenant: 't',
      caseId: 'c',
      head,
      recordedAt: draft.at,
      caseSalt,
    })
    // As a store gives it back: from its bytes.
    entries.push(JSON.parse(made.stored.bytes) as Entry)
    disclosures.push(...made.disclosures)
    head = { seq: made.entry.seq, at: made.entry.at, hash: made.entry.hash }
  }
  return { entries, disclosures }
}

function replay(caseType: AnyCaseType, paper: Paper): CaseState | undefined {
  const { entries, disclosures } = sealed(caseType, paper)
  let state: CaseState | undefined
  for (const entry of entries)
    state = evolve(caseDefinition(caseType), state, entry, { disclosures, calendarOf: () => calendar })
  return state
}

const plain = (state: CaseState | undefined) => state && { ...state, machine: state.machine.toJSON() }

describe('replaying a journal', () => {
  it('gives the state that was decided, after any history', () => {
    const parties = ['rc:chunshen', 'dept:police', 'dept:office', 'stranger']
    const act = fc.record({
      type: fc.constantFrom('submit', 'reply', 'case.recuse', 'case.note'),
      by: fc.constantFrom(...parties),
      answer: fc.constantFrom('yes', 'no'),
      wait: fc.integer({ min: 0, max: 30 }),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 15 }), acts => {
        const paper = open(
          asking,
          { topic: '停车', convener: 'rc:chunshen', invitees: ['dept:police', 'dept:office'] },
          { by: 'rc:chunshen' },
        )
        let at = monday
        for (const { type, by, answer, wait } of acts) {
          at += wait * hour
          paper.send(
            type,
            type === 'reply'
              ? { answer }
              : type === 'case.recuse'
                ? { ground: 'g' }
                : type === 'case.note'
                  ? { text: 't' }
                  : {},
            { by, at },
          )
        }
        expect(plain(replay(asking, paper))).toEqual(plain(paper.state))
      }),
    )
  })

  it('gives the same deadlines after suspension, extension, ladders and re-entry', () => {
    const act = fc.record({
      type: fc.constantFrom('pause', 'resume', 'extend', 'finish', 'again', 'pass', 'object', 'takeDown', 'hold'),
      wait: fc.integer({ min: 0, max: 70 }),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), acts => {
        const paper = open(clocks, { lead: 'dept:works', boss: 'town:leader' }, { by: 'dept:works' })
        paper.send('begin', { items: ['gate', 'lamp'], promised: null })
        let at = monday
        for (const { type, wait } of acts) {
          at += wait * hour
          paper.send(type, type === 'extend' ? { days: 1, ground: 'rain' } : {}, {
            by: ['finish', 'takeDown'].includes(type) ? 'dept:works' : 'town:leader',
            at,
          })
        }
        expect(plain(replay(clocks, paper))).toEqual(plain(paper.state))
      }),
    )
  })

  it('stops at an entry for which the machine has no transition any more', () => {
    const paper = open(
      asking,
      { topic: 't', convener: 'rc:chunshen', invitees: ['dept:police'] },
      { by: 'rc:chunshen' },
    )
    paper.send('submit')
    const { entries, disclosures } = sealed(asking, paper)
    const [first, submit] = entries as [Entry, Entry]
    const facts = { disclosures, calendarOf: () => calendar }
    const state = evolve(caseDefinition(asking), undefined, first, facts)
    expect(() =>
      evolve(
        caseDefinition(asking),
        state,
        { ...submit, type: 'reply', data: { answer: { '~commitment': 'x' } } },
        facts,
      ),
    ).toThrow(/history\//)
    expect(() => evolve(caseDefinition(asking), undefined, submit, facts)).toThrow(/history\/corrupt/)
  })

  it('goes through JSON and comes back', () => {
    const paper = open(clocks, { lead: 'dept:works', boss: 'town:leader' }, { by: 'dept:works' })
    paper.send('begin', { items: ['gate'], promised: '2026-02-01' })
    paper.advance(monday + 3 * day)
    const head = { seq: 2, at: monday, hash: 'f'.repeat(64) }
    const json = JSON.parse(JSON.stringify(snapshotOf(paper.state, head)))
    expect(snapshotOf(restoreState(caseDefinition(clocks), json), head)).toEqual(json)
  })
})

/** Writes the keys of what an event brings in the order in which the machine meets them. */
const keepOrder = {
  actions: updateAction(({ context, event }) => {
    const { facts, result } = event as { facts?: { authority?: object }; result?: object }
    const met = [
      ...((context as { noted: string[] | null }).noted ?? []),
      ...Object.keys(facts?.authority ?? result ?? {}),
    ]
    ;(context as { noted: unknown }).noted = met
  }),
}

describe('what comes from outside the case', () => {
  const keys = fc.uniqueArray(fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat(99).map(String)), { maxLength: 8 })
  const watching = () =>
    order({
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: keepOrder, 'case.settled': keepOrder } } },
    })
  const record = <Value>(names: readonly string[], value: Value) =>
    Object.fromEntries(names.filter(name => name !== '__proto__').map(name => [name, value]))

  it('reaches the machine in one order, live and on replay: facts of the directory', () => {
    fc.assert(
      fc.property(keys, names => {
        const paper = watching()
        const authority = record(names, true)
        paper.send('go', {}, { facts: { authority, commonSuperior: undefined } })
        expect(plain(replay(paper.definition.caseType, paper))).toEqual(plain(paper.state))
        expect(paper.drafts.at(-1)?.data.seen.facts).toEqual({ authority })
      }),
    )
  })

  it('reaches the machine in one order, live and on replay: news of a linked case', () => {
    fc.assert(
      fc.property(keys, names => {
        const paper = watching()
        paper.hear('case.settled', { link: 'l', key: 'k', caseId: 'c', outcome: 'o', result: record(names, 1) })
        expect(plain(replay(paper.definition.caseType, paper))).toEqual(plain(paper.state))
      }),
    )
  })

  it('stays the host’s own: what a case keeps of it is a copy', () => {
    const keep = {
      actions: updateAction(({ context, event }) => {
        ;(context as { noted: unknown }).noted = (event as { facts?: unknown }).facts ?? event
      }),
    }
    const paper = order({
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: keep, 'case.opened': keep } } },
    })
    const facts = { authority: { a: true } }
    paper.send('go', {}, { facts })
    facts.authority.a = false
    expect((paper.state.machine.context as unknown as WorksContext).noted).toEqual({ authority: { a: true } })
    const data = { link: 'l', key: 'k', caseId: 'c', deep: { a: 1 } }
    paper.hear('case.opened', data)
    data.deep.a = 2
    expect((paper.state.machine.context as unknown as WorksContext).noted).toMatchObject({ deep: { a: 1 } })
  })
})
