import { describe, expect, it } from 'vitest'
import {
  type AdminAct,
  type CaseState,
  caseDefinition,
  evolve,
  type Json,
  migrate,
  seal,
  snapshotOf,
  stateHashOf,
  verifyChain,
  verifyDisclosures,
} from '../src/index.js'
import {
  errand,
  errandMoved,
  errandOpened,
  everyDayCalendar,
  paperCase,
  type ScenarioCommand,
} from '../src/testing/index.js'

const to = caseDefinition(errandMoved)
const [migration] = errandMoved.migrateFrom as NonNullable<typeof errandMoved.migrateFrom>
if (migration === undefined) throw new Error('no migration')
const signatures = [
  { by: 'town:legal', actor: 'wang' },
  { by: 'rc:chunshen', actor: 'li' },
] as const
const act: AdminAct = { ground: 'the rules of 2026', signatures, commandId: 'm-1' }
const settings = to.parameters.parse({}) as Record<string, Json>
const hour = 3_600_000

/** A case of the earlier version, and what comes of taking it over `later` ms after its newest entry. */
function moved(
  commands: readonly ScenarioCommand[],
  { later = 0, ...over }: { later?: number } & Partial<Parameters<typeof migrate>[4]> = {},
) {
  const paper = paperCase(errand, errandOpened, commands)
  const fired = later === 0 ? paper : paper.after(paper.advance(paper.clock.at + later).drafts)
  const clock = { ...fired.clock, at: paper.clock.at + later }
  let n = 0
  const salt = () => (++n).toString(16).padStart(32, 'f')
  const result = migrate(
    fired.definition,
    to,
    migration as never,
    fired.state,
    { ...act, settings, salt, ...over },
    clock,
  )
  return { paper: fired, clock, result }
}

/** The same with its entry, sealed under the new version. */
function sealed(commands: readonly ScenarioCommand[], options: { later?: number } = {}) {
  const { paper, clock, result } = moved(commands, options)
  if (!result.ok) throw new Error(result.code)
  const head = paper.journal.at(-1)?.entry
  if (head === undefined) throw new Error('no entry')
  const own = seal(to, result.draft, {
    tenant: head.tenant,
    caseId: head.caseId,
    head,
    recordedAt: clock.at,
    caseSalt: '0'.repeat(32),
  })
  return { paper, clock, result, own }
}

const submit = { type: 'submit', by: 'rc:chunshen' }
const yes = { type: 'reply', by: 'dept:police', answer: 'yes' }

describe('a migration', () => {
  it('puts a case where the new version says, with its data in the new form', () => {
    const { result } = moved([submit, yes])
    if (!result.ok) throw new Error(result.code)
    expect(result.report).toMatchObject({
      from: '1.0.0',
      to: '2.0.0',
      states: { before: ['inviting'], after: ['asking', 'asking.open'] },
    })
    const { context } = result.state.machine
    expect(Object.keys(context).sort()).toEqual(
      ['budget', 'convener', 'invitees', 'late', 'parameters', 'phone', 'replies', 'round', 'subject'].sort(),
    )
    expect(context).toMatchObject({ budget: 900, round: 1, replies: { 'dept:police': 'yes' } })
    expect(context.phone).toMatch(/^~personal:/)
    expect(context.subject).toMatch(/^~personal:/)
  })

  it('keeps the instants of running deadlines, and what has fired stays fired', () => {
    const { paper, result } = moved([submit], { later: 3 * hour })
    if (!result.ok) throw new Error(result.code)
    const before = paper.state.deadlines.map(({ name: _, ...rest }) => rest)
    const after = result.state.deadlines.map(({ name: _, ...rest }) => rest)
    expect(after).toEqual(before)
    expect(result.state.deadlines.map(({ name }) => name)).toEqual(['answer', 'answer'])
    expect(after[0]?.rungs).toMatchObject([
      { rung: 'half', fired: true },
      { rung: 'due', fired: false },
    ])
    expect(result.report.deadlines).toMatchObject({ moved: [], ended: [], began: [] })
    expect(result.report.deadlines.kept).toHaveLength(2)
    expect(result.state.counters).toEqual({ 'answer/dept:police': 1, 'answer/dept:urban': 1 })
  })

  it('gives a new knob its setting, and leaves the others as the case opened with them', () => {
    const { result } = moved([], { settings: { ...settings, quorum: 5, remindAfter: { n: 3, unit: 'hour' } } })
    expect(result.ok && result.state.machine.context.parameters).toEqual({
      lawful: 7,
      quorum: 2,
      replyWithin: { n: 4, unit: 'hour' },
      remindAfter: { n: 3, unit: 'hour' },
    })
  })

  it('gives every knob its setting where the case kept none', () => {
    const { paper, clock } = moved([])
    const { parameters: _, ...context } = paper.state.machine.context as { readonly parameters: Json }
    // A state of the machine keeps where it stands to itself, so that it is no object to spread.
    const { machine } = paper.state
    const bare = Object.create(Object.getPrototypeOf(machine), {
      ...Object.getOwnPropertyDescriptors(machine),
      context: { value: context, enumerable: true },
    }) as CaseState['machine']
    const without: CaseState = { ...paper.state, machine: bare }
    const salt = () => 'f'.repeat(32)
    const result = migrate(paper.definition, to, migration as never, without, { ...act, settings, salt }, clock)
    expect(result.ok && result.state.machine.context).toMatchObject({ parameters: settings })
  })

  it('holds no marked value in its entry, and its disclosures fit it', () => {
    const { own } = sealed([submit, yes])
    expect(own.stored.bytes).not.toContain('停车')
    expect(own.stored.bytes).not.toContain('"yes"')
    expect(verifyDisclosures([own.stored], own.disclosures)).toEqual({ ok: true })
    expect(own.disclosures.map(({ path }) => path.replace('/state/machine/context', '')).sort()).toEqual([
      '/budget',
      '/replies/dept:police',
      '/subject',
    ])
    expect(own.entry).toMatchObject({ kind: 'admin', type: 'admin.migrate', version: '2.0.0', definitionHash: to.hash })
    expect(own.entry.data).toMatchObject({
      ground: act.ground,
      signatures,
      from: { version: '1.0.0', definitionHash: caseDefinition(errand).hash },
    })
  })

  it('is a checkpoint: the case is replayed from it without the earlier version, to the same hash', () => {
    const { paper, own, result } = sealed([submit, yes])
    const facts = { disclosures: own.disclosures, calendarOf: everyDayCalendar }
    const replayed = evolve(to, undefined, own.entry, facts)
    expect(stateHashOf(to, replayed, '0'.repeat(32))).toBe(own.entry.stateHash)
    const { seq, at, hash } = own.entry
    const snapshot = (state: CaseState) => JSON.parse(JSON.stringify(snapshotOf(state, { seq, at, hash })))
    expect(snapshot(replayed)).toEqual(snapshot(result.state))
    expect(verifyChain([...paper.journal.map(one => one.stored), own.stored])).toMatchObject({ ok: true })
  })

  it('takes an always that is enabled where the case arrives, and tells whom it concerns', () => {
    const onlyOne = { parameters: { quorum: 1 } }
    const paper = paperCase(errand, { ...errandOpened, parameters: { quorum: 2 } }, [submit, yes])
    const lower = { ...migration, parameters: () => onlyOne.parameters }
    const result = migrate(
      paper.definition,
      to,
      lower as never,
      paper.state,
      { ...act, settings, salt: () => 'a'.repeat(32) },
      paper.clock,
    )
    if (!result.ok) throw new Error(result.code)
    expect(result.state).toMatchObject({ outcome: 'agreed', settledAt: paper.clock.at, deadlines: [] })
    expect(result.draft.effects).toEqual([{ type: 'settled', to: ['rc:chunshen'], params: { round: 1 } }])
    expect(result.report.deadlines.ended).toEqual([{ name: 'reply', key: 'dept:urban', n: 1 }])
  })
})

describe('a case stays on its version', () => {
  const paper = paperCase(errand, errandOpened, [submit, yes])
  const attempt = (change: object, over: object = {}) => {
    const result = migrate(
      paper.definition,
      to,
      { ...migration, ...change } as never,
      paper.state,
      { ...act, settings, salt: () => 'a'.repeat(32), ...over },
      paper.clock,
    )
    return result.ok ? 'ok' : result.code
  }

  it.each([
    ['its state is to stay', { states: { inviting: null } }, 'migration/state-stays'],
    ['a function says so', { states: { inviting: () => null } }, 'migration/state-stays'],
    ['its state leads nowhere', { states: { inviting: () => 'elsewhere' } }, 'migration/state'],
    ['a function of the states throws', { states: { inviting: () => Object(undefined).x.y } }, 'migration/threw'],
    ['a function gives what is no state', { states: { inviting: () => 7 } }, 'migration/threw'],
    ['the function of the data throws', { context: () => Object(undefined).x.y }, 'migration/threw'],
    ['the data are no JSON', { context: (c: object) => ({ ...c, late: [Number.NaN] }) }, 'migration/threw'],
    ['the data do not fit', { context: () => ({ subject: 'x' }) }, 'migration/context'],
    ['a knob does not fit', { parameters: () => ({ quorum: 'two' }) }, 'migration/parameters'],
    [
      'a personal value would be open',
      {
        context: ({ topic, ...kept }: { topic: string; phone: string }) => ({
          ...kept,
          subject: topic,
          late: [kept.phone],
        }),
      },
      'migration/personal',
    ],
  ])('when %s', (_, change, code) => {
    expect(attempt(change)).toBe(code)
  })

  it('when it would be too big', () => {
    expect(attempt({}, { limits: { bytes: 100, depth: 64 } })).toBe('input/too-large')
  })

  it('when it is settled and the outcome would be another', () => {
    const settled = paperCase(errand, errandOpened, [submit, yes, { ...yes, by: 'dept:urban' }])
    const other = { ...migration, states: { inviting: 'asking', agreed: 'failed' } }
    const result = migrate(
      settled.definition,
      to,
      other as never,
      settled.state,
      { ...act, settings, salt: () => 'a'.repeat(32) },
      settled.clock,
    )
    expect(result).toMatchObject({
      ok: false,
      code: 'migration/outcome',
      details: { outcome: 'agreed', becomes: 'failed' },
    })
  })
})
