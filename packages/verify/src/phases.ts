// Deadlines without dates: how far along its ladder each one is, kept as `decide` keeps the dates.
import { type CaseDefinition, type CompiledDeadline, type JsonObject, rungType } from '@convoke/core'

/** How far a deadline is: the number of the rung to fire next; over when all have fired; suspended below zero. */
export type Phase = number

/** The data of a case as far as deadlines care. */
export interface Clocks {
  readonly context: Record<string, unknown>
  readonly deadlines: Record<string, Record<string, Phase | undefined>>
  readonly spans: Record<string, boolean>
}

/** Whether a time rule forbids a command now: what `decide` asks of dates, asked of phases. */
export function isBarred(
  definition: CaseDefinition,
  data: Clocks,
  rungsOf: (name: string) => readonly string[],
  move: { readonly type: string; readonly data: JsonObject },
): boolean {
  return definition.deadlines.some(declared => {
    const kind = declared.kind ?? 'within'
    if (kind === 'within' || declared.commands?.includes(move.type) !== true) return false
    const running = data.deadlines[declared.name] as Record<string, Phase>
    const values = Object.values(move.data)
    const open = Object.keys(running).filter(key => key === '' || values.includes(key))
    const isRunning = open.some(key => (running[key] as Phase) <= rungsOf(declared.name).indexOf('due'))
    return kind === 'window' ? !isRunning : isRunning
  })
}

/** What a step did to the machine, as far as deadlines care. */
export interface Moved {
  readonly nodes: readonly string[]
  readonly entered: readonly string[]
  readonly type: string
  readonly isSettled: boolean
}

/** The running deadlines after a step, as `decide` keeps them. */
export function keepDeadlines(definition: CaseDefinition, data: Clocks, moved: Moved): void {
  for (const declared of definition.deadlines) {
    const { name, each, from } = declared
    const running = data.deadlines[name] as Record<string, Phase | undefined>
    const keys = Object.keys(running)
    const phase = spanOf(declared, moved, keys.length > 0 || data.spans[name] === true)
    if (from !== undefined && each !== undefined) data.spans[name] = phase !== 'off'
    const wanted = phase === 'off' ? [] : [...new Set(each === undefined ? [''] : each(data.context as never))]
    for (const key of keys) if (!wanted.includes(key)) delete running[key]
    for (const key of wanted) {
      const before = phase === 'restart' ? undefined : running[key]
      running[key] = suspendedOr(declared, data, key, before ?? 0)
    }
  }
}

function suspendedOr(declared: CompiledDeadline, data: Clocks, key: string, phase: Phase): Phase {
  if (declared.suspended === undefined) return phase
  const next = phase < 0 ? -1 - phase : phase
  return declared.suspended(data.context as never, key) === true ? -1 - next : next
}

function spanOf(declared: CompiledDeadline, moved: Moved, isRunning: boolean): 'off' | 'run' | 'restart' {
  if (declared.from !== undefined) {
    if (declared.until?.includes(moved.type) === true || (moved.isSettled && declared.survives !== true)) return 'off'
    if (declared.from.includes(moved.type)) return isRunning ? 'restart' : 'run'
    return isRunning ? 'run' : 'off'
  }
  if (!moved.nodes.some(id => declared.nodeIds.has(id))) return 'off'
  if (isRunning && declared.nodeIds.size === 1 && moved.entered.some(id => declared.nodeIds.has(id))) return 'restart'
  return 'run'
}

/** The rungs of a deadline that the machine hears of, in the order in which they fire; the due instant always. */
export function actingRungs({ name, ladder = [] }: CompiledDeadline, heard: ReadonlySet<string>): readonly string[] {
  const acting = ladder.filter(({ rung }) => heard.has(rungType({ name, rung })))
  const early = acting.filter(({ after }) => after === undefined)
  return [...early, { rung: 'due' }, ...acting.filter(({ after }) => after !== undefined)].map(({ rung }) => rung)
}
