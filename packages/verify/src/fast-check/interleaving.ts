// Several senders at once, in every order a scheduler thinks of: the answers must be those of one order after the other.
import {
  type AnyCaseType,
  type AnySendResult,
  type CaseEngine,
  type CaseStore,
  memoryStore,
  verifyChain,
} from '@convoke/core'
import { drawFrom, type EngineSetting, holds, LawBroken, same } from '@convoke/core/testing'
import * as fc from 'fast-check'
import { type ModelOptions, modelOf, openedIn, summaryOf, unasked } from './case-under-test.js'
import { decided, type PaperModel, record, type SentCommand } from './paper-model.js'

/** What an engine for a race is built from: that of a law, and the store whose every answer the scheduler holds back. */
export interface RaceSetting extends EngineSetting {
  readonly store: CaseStore
}

/** The tenant of an engine that names none. */
const tenant = 'default'

/** Who races: seeds of what is sent one after the other first, and of what is then sent at once. */
export interface Race {
  readonly before: readonly number[]
  readonly atOnce: readonly number[]
}

/**
 * Races between senders, for {@link interleaved}: up to eight commands in order, then two to five at once.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(races(), { seed: 1, numRuns: 20 }).every(({ atOnce }) => atOnce.length >= 2) // => true
 */
export function races(): fc.Arbitrary<Race> {
  const seeds = fc.nat(0xffff)
  return fc.record({
    before: fc.array(seeds, { maxLength: 8 }),
    atOnce: fc.array(seeds, { minLength: 2, maxLength: 5 }),
  })
}

/**
 * Lets several parties send to one case at once, while a scheduler of fast-check decides in which order the store answers.
 * Whatever the order: the chain holds, each accepted command is on record once and where its answer says, and there is an
 * order of the commands in which the rules decide every one of them as the engine did.
 *
 * @param open builds an engine, or several behind one, on the store it is given
 * @throws LawBroken where that does not hold
 * @example
 * // not executed: it needs an engine
 * import * as fc from 'fast-check'
 * const open = async (setting: RaceSetting) => createEngine(setting)
 * await fc.assert(
 *   fc.asyncProperty(fc.scheduler(), races(), (scheduler, race) => interleaved(errand, open, scheduler, race)),
 * )
 */
export async function interleaved(
  caseType: AnyCaseType,
  open: (setting: RaceSetting) => Promise<CaseEngine>,
  scheduler: fc.Scheduler,
  race: Race,
  options: ModelOptions & { readonly store?: (() => CaseStore) | undefined } = {},
): Promise<void> {
  const model = modelOf(caseType, options)
  const { now, directory, walk } = model
  const gate = { isOpen: false }
  const store = heldBack((options.store ?? memoryStore)(), scheduler, gate)
  const caseTypes = [caseType, ...(options.linked ?? [])]
  const engine = await open({ caseTypes, calendar: walk.calendar, directory, now, deliver: () => {}, store })
  try {
    const id = await openedIn(engine, caseType, model.opened)
    for (const seed of race.before) {
      const command = commandOf(model, seed)
      if (command === undefined) continue
      await submitted(engine, id, command)
      await follow(engine, id, model, [command])
    }
    const commands = race.atOnce.flatMap(seed => commandOf(model, seed) ?? [])
    gate.isOpen = true
    const sent = Promise.all(commands.map(command => submitted(engine, id, command)))
    const answers = await scheduler.waitFor(sent)
    gate.isOpen = false
    const codes = await follow(engine, id, model, commands)
    await agree(engine, store, id, commands, answers, codes)
  } finally {
    gate.isOpen = false
    await engine.close()
  }
}

/** A store whose answers wait for the scheduler while the gate is open. */
function heldBack(store: CaseStore, scheduler: fc.Scheduler, gate: { readonly isOpen: boolean }): CaseStore {
  const held =
    <Args extends readonly unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (!gate.isOpen) return call(...args)
      await scheduler.schedule(Promise.resolve(), `${name} begins`)
      const result = await call(...args)
      await scheduler.schedule(Promise.resolve(), `${name} answers`)
      return result
    }
  return {
    ...store,
    load: held('load', (...args: Parameters<CaseStore['load']>) => store.load(...args)),
    append: held('append', (...args: Parameters<CaseStore['append']>) => store.append(...args)),
    entries: held('entries', (...args: Parameters<CaseStore['entries']>) => store.entries(...args)),
    command: held('command', (...args: Parameters<CaseStore['command']>) => store.command(...args)),
    disclosures: held('disclosures', (...args: Parameters<CaseStore['disclosures']>) => store.disclosures(...args)),
  }
}

function commandOf(model: PaperModel, seed: number): SentCommand | undefined {
  const draw = drawFrom(seed)
  for (let tries = 0; tries < 10; tries++) {
    const step = model.walk.propose(model.state, draw)
    if (step?.kind !== 'command') continue
    const { type, by, onBehalfOf, data } = step
    return { type, by, onBehalfOf, data, commandId: `sent-${model.sent++}` }
  }
  return undefined
}

function submitted(engine: CaseEngine, id: string, { type, data, by, onBehalfOf, commandId }: SentCommand) {
  const options = { by, commandId, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) }
  return engine.submit(id, { type, ...data }, options)
}

/** Decides what is on record again, in its order; what the rules would have answered to each command on the way. */
async function follow(
  engine: CaseEngine,
  id: string,
  model: PaperModel,
  commands: readonly SentCommand[],
): Promise<ReadonlyMap<SentCommand, ReadonlySet<string>>> {
  await engine.advance()
  const codes = new Map(commands.map(command => [command, new Set<string>()]))
  const ask = async () => {
    for (const [command, known] of codes) known.add((await decided(model, command)).refusal?.code ?? 'accepted')
  }
  await ask()
  let waiting: Awaited<ReturnType<typeof decided>>['drafts'] = []
  for await (const entry of engine.journal(id, { from: model.drafts.length + 1 })) {
    if (waiting.length === 0) {
      const command = commands.find(one => one.commandId === entry.commandId && one.by === entry.by)
      waiting = command === undefined ? unasked(model, entry) : (await decided(model, command)).drafts
    }
    const [draft, ...rest] = waiting
    holds(draft !== undefined, `entry ${entry.seq} is "${entry.type}", which the rules refuse there`)
    same(summaryOf(entry), summaryOf(draft), `entry ${entry.seq}`)
    record(model, [draft])
    waiting = rest
    await ask()
  }
  return codes
}

async function agree(
  engine: CaseEngine,
  store: CaseStore,
  id: string,
  commands: readonly SentCommand[],
  answers: readonly AnySendResult[],
  codes: ReadonlyMap<SentCommand, ReadonlySet<string>>,
): Promise<void> {
  const entries = []
  for await (const entry of engine.journal(id)) entries.push(entry)
  const chain = verifyChain(await store.entries(tenant, id))
  if (!chain.ok) throw new LawBroken(`the chain is broken: ${JSON.stringify(chain)}`)
  for (const [n, command] of commands.entries()) {
    const answer = answers[n] as AnySendResult
    const found = entries.filter(({ commandId, by }) => commandId === command.commandId && by === command.by)
    const what = `"${command.type}" by ${command.by}`
    if (answer.ok) {
      same(
        found.map(({ seq }) => seq),
        [answer.entry.seq],
        `where ${what} is on record`,
      )
      continue
    }
    same(found.length, 0, `how often ${what}, which was refused, is on record`)
    const { code } = answer.refusal
    holds(codes.get(command)?.has(code) === true, `${what} is refused with ${code}, which the rules answer at no point`)
  }
}
