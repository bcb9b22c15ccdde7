import {
  type AnyCaseType,
  builtInCommands,
  ConvokeError,
  caseDefinition,
  type Json,
  nextRungAt,
  rosterOf,
} from '@convoke/core'
import { type CaseWalkOptions, caseWalk, drawFrom, type HistoryStep, holds, same } from '@convoke/core/testing'
import * as fc from 'fast-check'
import type { CaseUnderTest } from './case-under-test.js'
import { decided, type PaperModel, type SentCommand } from './paper-model.js'

/** A command of a model-based run, for `fc.commands`. */
export type ModelCommand = fc.AsyncCommand<PaperModel, CaseUnderTest>

/**
 * The commands of a case type for model-based runs of fast-check: each of its own commands by a party that may send it,
 * any command by anybody, the same command once more, and time passing. The model is the case as the pure rules have it;
 * the real thing is a case in any engine ({@link againstEngine}) or any store ({@link againstStore}). After each, both must
 * answer alike and have the same on record.
 *
 * Who sends what depends on the case as it is then, so that a run that shrinks still makes sense.
 *
 * @throws ConvokeError `verify/unbounded` for a command whose data has neither samples nor bounds; in a run
 * `verify/other-case-type` where the model is of another object, be it one of the same name
 * @example
 * import { errand } from '@convoke/core/testing'
 * commandsOf(errand).length // => 7
 */
export function commandsOf(
  caseType: AnyCaseType,
  options: Pick<CaseWalkOptions, 'data' | 'delegations' | 'members'> = {},
): fc.Arbitrary<ModelCommand>[] {
  const walk = caseWalk(caseType, options)
  const own = [...caseDefinition(caseType).commands.keys()].filter(type => !builtInCommands.includes(type))
  const seeds = fc.nat(0xffff)
  return [
    ...own.map(type =>
      seeds.map(seed => sending(type, model => walk.command(stateOf(model, caseType), type, drawFrom(seed)))),
    ),
    fc
      .record({ type: fc.constantFrom(...own), seed: seeds })
      .map(({ type, seed }) => sending(type, tryingAs(caseType, type, seed))),
    fc.constant(null).map(sendingAgain),
    fc.oneof(fc.constant(0), fc.constant(-1), fc.nat(48 * 60)).map(waiting),
  ]
}

type Wish = (model: Readonly<PaperModel>) => HistoryStep | undefined

/** The case, where it is of this very case type: one that is built a second time has a machine of its own. */
function stateOf({ walk, state }: Readonly<PaperModel>, caseType: AnyCaseType): PaperModel['state'] {
  if (walk.definition.caseType === caseType) return state
  const { name } = caseType
  throw new ConvokeError(
    'verify/other-case-type',
    `commandsOf was given another "${name}" than againstEngine or againstStore; build the case type once and give it to both`,
    { details: { caseType: name } },
  )
}

/** A sample of a command from anybody at all, a stranger among them. */
function tryingAs(caseType: AnyCaseType, type: string, seed: number): Wish {
  const { samples } = caseType
  return model => {
    const { walk } = model
    const state = stateOf(model, caseType)
    const draw = drawFrom(seed)
    const anybody = [...rosterOf(walk.definition, state.machine).keys(), 'stranger:somebody']
    const given = (samples as Readonly<Record<string, readonly Record<string, Json>[]>>)[type] ?? [{}]
    const [by, data] = [anybody[draw(anybody.length)] as string, given[draw(given.length)] ?? {}]
    return { kind: 'command', type, by, data, after: draw(3) * 60_000 }
  }
}

function sending(type: string, wish: Wish): ModelCommand {
  let told = type
  return {
    check: model => wish(model)?.kind === 'command',
    async run(model, real) {
      const step = wish(model) as HistoryStep & { kind: 'command' }
      const { by, onBehalfOf, data } = step
      told = `${by}: ${type} ${JSON.stringify(data)}`
      model.now.add(step.after)
      const command: SentCommand = { type, by, onBehalfOf, data, commandId: `sent-${model.sent++}` }
      const decision = await decided(model, command)
      const answer = await real.send(model, command, decision)
      const { refusal } = decision
      same(
        answer,
        refusal === undefined ? { ok: true, replayed: false } : { ok: false, code: refusal.code },
        `the answer to "${type}" by ${by}`,
      )
      if (answer.ok) model.accepted = command
    },
    toString: () => told,
  }
}

/** The last accepted command comes once more, as over a bad line. */
function sendingAgain(): ModelCommand {
  return {
    check: ({ accepted }) => accepted !== undefined,
    async run(model, real) {
      const before = model.drafts.length
      await real.again?.(model, model.accepted as SentCommand)
      holds(model.drafts.length === before, 'a command that comes once more adds nothing')
    },
    toString: () => 'the last command once more',
  }
}

/** Time passes: until the next rung (0), until the millisecond before it (−1), or by so many minutes. */
function waiting(minutes: number): ModelCommand {
  return {
    check: ({ state }) => minutes > 0 || nextRungAt(state) !== null,
    async run(model, real) {
      const { now, state } = model
      const rung = nextRungAt(state) ?? now()
      now.set(Math.max(now(), minutes > 0 ? now() + minutes * 60_000 : rung + minutes))
      await real.waited(model)
    },
    toString: () =>
      minutes > 0 ? `${minutes} minutes pass` : minutes === 0 ? 'a deadline is reached' : 'a deadline is near',
  }
}
