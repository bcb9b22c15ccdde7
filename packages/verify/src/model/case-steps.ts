// What steps come to: what the machine makes of them, with the bookkeeping of `decide` on data that is tracked.
import { type CaseDefinition, type CaseState, eventless, markKey, type PartyId } from '@convoke/core'
import { OutOfSight, someInstant } from '../tables/cells.js'
import type { Evaluation } from '../tables/table.js'
import { actorsOf, recuse } from './acting.js'
import { takenOf } from './branches.js'
import type { CommandParts } from './case-commands.js'
import { eventOf } from './case-commands.js'
import type { Configuration, Data, Kept, Monitor, Move } from './case-data.js'
import type { IsInRole } from './case-gates.js'
import type { Places, Way } from './case-places.js'
import { faultOf } from './function-faults.js'
import type { Microsteps } from './microsteps.js'
import { factsFor } from './permission.js'
import type { Phase } from './phases.js'

/** What steps are worked out with. */
export interface Stepping {
  readonly definition: CaseDefinition
  readonly places: Places
  readonly parts: CommandParts
  readonly isInRole: IsInRole
  /** The machine in microsteps, where it is. */
  readonly split: Microsteps | undefined
  readonly monitors: Readonly<Record<string, Monitor>>
  rungsOf(name: string): readonly string[]
  /** Told of each command of which the machine looks at who it is that acts for a party. */
  looksAtDelegate(type: string): void
  /** Told of each `always` transition that is taken, by its name. */
  takes(name: string): void
  /** Before a step, how often deadlines were extended; returned: tells which were extended by it. */
  extended(data: Data): () => readonly string[]
}

/** What moves and `always` transitions come to. */
export interface CaseSteps {
  /** What a move leads to from a configuration: a number into the ways, or −1 where it is refused. */
  evaluation(configuration: number, move: Move): Evaluation
  /** What `always` transitions make of a place that is not stable. */
  settling(configuration: number): Evaluation
}

interface Step {
  readonly taken: boolean
  readonly state: CaseState['machine']
  readonly entered: readonly string[]
  readonly effects: readonly { readonly type: string; readonly params: unknown }[]
}

/** The steps of a case. */
export function stepsOf({
  definition,
  places,
  parts,
  isInRole,
  split,
  monitors,
  rungsOf,
  looksAtDelegate,
  extended,
  takes,
}: Stepping): CaseSteps {
  const { configurations, ways, wayOf, placeOf } = places
  const isWatched = Object.keys(monitors).length > 0

  const settled = (data: Data, step: Step, type: string): number => {
    const replaced: string[] = []
    for (const effect of step.effects) {
      const { link, key } = effect.params as { readonly link: string; readonly key: string }
      const book = data.links[link]
      if (book === undefined) continue
      // Looked at, since what may happen next depends on it.
      const was = book[key]
      if (was === 'opening' || was === 'opened') replaced.push(link)
      if (was !== 'opening') book[key] = 'opening'
    }
    return wayOf(placeOf(step.state), step.entered, type, { replaced })
  }

  const nextOf = (here: Parameters<typeof definition.machine.next>[0], event: { readonly type: string }): Step => {
    try {
      return definition.machine.next(here, event as never) as unknown as Step
    } catch (thrown) {
      throw faultOf(definition, here, event, thrown)
    }
  }

  const stepOf = (data: Data, { machine, isActive }: Configuration, event: object): Step | undefined => {
    if (!isActive) return undefined
    const here = definition.machine.inContext(machine as never, data.context as never)
    const step = nextOf(here, event as { readonly type: string })
    return step.taken ? step : undefined
  }

  return {
    evaluation(configuration, move) {
      const before = configurations[configuration] as Configuration
      if (!isWatched)
        return (root, told) => {
          const data = root as unknown as Data
          const noteExtensions = extended(data)
          const watched = told === undefined || move.kind !== 'command' ? move : parts.watched(move, told)
          const way = taken(data, before, configuration, watched)
          return way < 0 ? way : places.extending(way, noteExtensions())
        }
      return root => {
        const data = root as unknown as Data
        const judges = Object.entries(monitors).map(([name, monitor]) => {
          const kept = data.monitors[name] as Kept
          return { kept, isWrong: monitor(data, move, kept, before) }
        })
        const noteExtensions = extended(data)
        const way = taken(data, before, configuration, move)
        if (way < 0) return way
        const wholeWay = places.extending(way, noteExtensions())
        const after = configurations[(ways[way] as Way).configuration] as Configuration
        for (const { kept, isWrong } of judges) if (isWrong(after)) kept.isBroken = true
        return wholeWay
      }
    },
    settling,
  }

  function taken(data: Data, before: Configuration, configuration: number, move: Move): number {
    if (move.kind === 'command') return commandStep(data, before, configuration, move)
    if (move.kind === 'clock') return clockStep(data, before, configuration, move)
    return linkStep(data, before, configuration, move)
  }

  function settling(configuration: number): Evaluation {
    const { machine } = configurations[configuration] as Configuration
    return root => {
      const data = root as unknown as Data
      const here = definition.machine.inContext(machine as never, data.context as never)
      const noteExtensions = extended(data)
      const step = nextOf(here, split?.ask() as never)
      const answering = () => definition.machine.explain(here, split?.ask() as never)
      if (step.taken) for (const name of takenOf(definition, answering(), eventless)) takes(name)
      const taken = step.taken ? settled(data, step, '') : -1
      const isStill = (step.state as unknown) === here || taken < 0
      const way = isStill ? wayOf(places.numberOf(machine), [], '') : taken
      // A transition that changed nothing would be taken for ever: it is asked once.
      return places.extending(way, noteExtensions())
    }
  }

  function commandStep(
    data: Data,
    before: Configuration,
    configuration: number,
    move: Move & { kind: 'command' },
  ): number {
    const { type } = move
    if (type === recuse) {
      data.recusals[move.by] = true
      return wayOf(configuration, [], '')
    }
    const step = commandTaken(data, before, move)
    if (step === undefined) return -1
    for (const { did, item } of definition.caseType.separation ?? []) {
      if (did !== type) continue
      const key = markKey(did, item, move.data)
      data.marks[key] ??= {}
      for (const party of actorsOf(move)) (data.marks[key] as Record<string, boolean>)[party] = true
    }
    return settled(data, step, type)
  }

  function delegateOf(move: Move & { kind: 'command' }): PartyId | null {
    looksAtDelegate(move.type)
    return move.delegate ?? null
  }

  /** What the machine makes of a command, by whoever gives it. */
  function commandTaken(data: Data, before: Configuration, move: Move & { kind: 'command' }): Step | undefined {
    try {
      const facts = factsFor(definition, data.context, move)
      return stepOf(
        data,
        before,
        eventOf(move, () => delegateOf(move), facts ?? {}),
      )
    } catch (thrown) {
      const isFault = thrown instanceof Error && !(thrown instanceof OutOfSight)
      if (!isFault || isInRole(data.context, move)) throw thrown
      // What is only asked of those in the role may expect to find them there.
      return undefined
    }
  }

  function clockStep(data: Data, before: Configuration, configuration: number, move: Move & { kind: 'clock' }): number {
    const { type, name, key, rung } = move
    const running = data.deadlines[name] as Record<string, Phase>
    const phase = running[key]
    if (phase === undefined || rungsOf(name)[phase] !== rung) return -1
    running[key] = phase + 1
    const step = stepOf(data, before, { type, key, n: 1, at: someInstant })
    if (step !== undefined) return settled(data, step, type)
    return wayOf(configuration, [], type)
  }

  function linkStep(data: Data, before: Configuration, configuration: number, move: Move & { kind: 'link' }): number {
    const { type } = move
    const { link, key } = move.data as { readonly link: string; readonly key: string }
    const book = data.links[link] as Record<string, string>
    if (book[key] !== (type === 'case.settled' ? 'opened' : 'opening')) return -1
    book[key] = type.slice('case.'.length)
    const step = stepOf(data, before, { ...move.data, type, at: someInstant })
    return step === undefined ? wayOf(configuration, [], type) : settled(data, step, type)
  }
}
