// Cases of four-party coordination that stand under 1.0.0, taken over to 1.1.0: each as it stands, and what a former round left
// behind no longer counts.
import { readFileSync } from 'node:fs'
import { fourPartyV1, fourPartyV1_1 } from '@convoke/case-types/four-party'
import {
  type AnyCaseType,
  activePaths,
  type CaseStore,
  caseDefinition,
  memoryStore,
  migrate,
  type PartyId,
} from '@convoke/core'
import { everyDayCalendar, manualClock } from '@convoke/core/testing'
import { type AnyEngine, createEngine, type MigratedCase } from '@convoke/engine'
import { describe, expect, it } from 'vitest'
import { samples } from '../../src/four-party/v1/samples.js'
import { type Journal, journalOf, replay } from '../stage/journal.js'
import { hour, monday } from '../stage/stage.js'
import { goldenPlays } from './golden-plays.js'
import { branch, bring, committee, company, file, members, owner, residents } from './play.js'
import { committees, gate } from './rounds.js'

const act = {
  ground: 'the committee signs anew',
  signatures: [
    { by: 'town:legal', actor: 'wang' },
    { by: 'town:operations', actor: 'li' },
  ],
} as const

/** The kept journals of 1.0.0, and two short ones for the states that none of them comes to. */
const journals: Readonly<Record<string, Journal>> = {
  ...Object.fromEntries(
    Object.keys(goldenPlays).map(name => {
      const file = new URL(`../golden/four-party/1.0.0/${name}.json`, import.meta.url)
      return [name, JSON.parse(readFileSync(file, 'utf8')) as Journal]
    }),
  ),
  convened: journalOf(fourPartyV1, bring().send(residents, 'toConvening', samples.toConvening?.[0] as object).drafts),
  withdrawn: journalOf(fourPartyV1, bring().send(owner(0), 'withdraw', { reason: '理由' }).drafts),
}

describe('journals of 1.0.0', () => {
  const [from, to] = [caseDefinition(fourPartyV1), caseDefinition(fourPartyV1_1)]
  const [migration] = to.caseType.migrateFrom ?? []
  if (migration === undefined) throw new Error('1.1.0 takes over no cases')
  const stepsOf = (name: string) => replay(fourPartyV1, journals[name] as Journal)

  it.each(Object.keys(journals))(
    '%s could have gone over at each of its entries, where it stood and as it was',
    name => {
      const steps = stepsOf(name)
      expect(steps.length).toBeGreaterThan(1)
      for (const { entry, state } of steps) {
        const how = { ...act, commandId: 'm', settings: {}, salt: () => '0'.repeat(32) }
        const moved = migrate(from, to, migration, state, how, { at: state.lastAt, calendar: everyDayCalendar() })
        const before = activePaths(from, state.machine)
        expect(moved, `entry ${entry.seq}`).toMatchObject({
          ok: true,
          report: { states: { before, after: before }, deadlines: { moved: [], ended: [], began: [] } },
        })
      }
    },
  )

  it('come to every state there is', () => {
    const left = new Set(
      Object.keys(journals).flatMap(name => stepsOf(name).flatMap(({ state }) => activePaths(from, state.machine))),
    )
    expect(Object.keys(fourPartyV1.labels['zh-CN'].states).filter(path => !left.has(path))).toEqual([])
  })
})

type Step = readonly [by: PartyId, type: string, data?: object]

const asked: readonly Step[] = [
  [residents, 'toOwnersCommittee', { reason: '理由' }],
  [committee, 'proposeDecision', gate],
]
const sign = (n: number): Step => [members[n] as string, 'signDecision', { choice: 'yes' }]
const decided: readonly Step[] = [...asked, sign(0), sign(1), sign(2), [committee, 'postDecision', { file: file('8') }]]
const agree: readonly Step[] = [branch, residents, committee, company].map(party => [party, 'agree'])

const now = manualClock(monday)
const engineOn = (store: CaseStore, ...caseTypes: readonly AnyCaseType[]): AnyEngine =>
  createEngine({ caseTypes, store, now, calendar: everyDayCalendar() })

async function sent(engine: AnyEngine, id: string, steps: readonly Step[]): Promise<void> {
  for (const [by, type, data = {}] of steps) {
    const result = await engine.send(id, { type, ...data }, { by })
    if (!result.ok) throw new Error(`${type} by ${by}: ${JSON.stringify(result.refusal)}`)
  }
}

async function opened(engine: AnyEngine, steps: readonly Step[]): Promise<string> {
  const result = await engine.open('four-party', committees, { by: owner(0) })
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  await sent(engine, result.case.id, steps)
  return result.case.id
}

async function all(items: AsyncIterable<MigratedCase>): Promise<MigratedCase[]> {
  const found: MigratedCase[] = []
  for await (const item of items) found.push(item)
  return found
}

/** Lets the clock run until this deadline of the case is due. */
async function lapsed(engine: AnyEngine, id: string, name: string): Promise<void> {
  const due = (await engine.deadlines(id)).find(one => one.name === name)?.dueAt
  if (due == null) throw new Error(`no deadline ${name} runs`)
  now.set(due)
  await engine.advance()
}

describe('cases that stand in a store under 1.0.0', () => {
  it('go on where they are: what is being signed keeps its signatures, and what comes to the committee again is signed anew', async () => {
    now.set(monday)
    const store = memoryStore()
    const before = engineOn(store, fourPartyV1)
    const late = await opened(before, decided)
    await lapsed(before, late, 'execution')
    const signing = await opened(before, [...asked, sign(0), sign(1)])
    now.set(now() + hour)

    const engine = engineOn(store, fourPartyV1, fourPartyV1_1)
    const tried = await all(engine.migrate({ caseType: 'four-party' }, { dryRun: true, shadow: true }))
    expect(tried).toHaveLength(2)
    for (const row of tried) expect(row).toMatchObject({ ok: true, from: '1.0.0', to: '1.1.0', shadow: [] })
    const rows = await all(engine.migrate({ caseType: 'four-party' }, act))
    expect(rows.map(({ ok }) => ok)).toEqual([true, true])

    await sent(engine, signing, [sign(2)])
    expect(await engine.view(signing)).toMatchObject({ version: '1.1.0', states: ['posting'] })

    await sent(engine, late, [[branch, 'holdMeeting', { proposal: '改装西门道闸' }], ...agree])
    const states = ['committeeDecision', 'committeeDecision.ordinary']
    expect(await engine.view(late)).toMatchObject({ version: '1.1.0', states })
    await sent(engine, late, [[committee, 'proposeDecision', { ...gate, title: '西门' }], sign(0), sign(1)])
    expect(await engine.view(late)).toMatchObject({ states })
    await sent(engine, late, [sign(2)])
    expect(await engine.view(late)).toMatchObject({ states: ['posting'] })
    expect(await engine.audit()).toMatchObject({ ok: true, faults: [] })
  })
})
