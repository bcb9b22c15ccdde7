import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
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

const caseSalt = 'ab'.repeat(16)
const calendar = everyDayCalendar()

function sealed(
  caseType: typeof asking | typeof clocks,
  paper: Paper,
): { entries: Entry[]; disclosures: Disclosure[] } {
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
    entries.push(made.entry)
    disclosures.push(...made.disclosures)
    head = { seq: made.entry.seq, at: made.entry.at, hash: made.entry.hash }
  }
  return { entries, disclosures }
}

function replay(caseType: typeof asking | typeof clocks, paper: Paper): CaseState | undefined {
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
