// Deadlines without dates: how far along its ladder each one is, kept as `decide` keeps the dates.
import type { CaseDefinition, CompiledDeadline, JsonObject } from '@convoke/core'

/** How far a deadline is: the number of the rung to fire next; over when all have fired; suspended below zero. */
export type Phase = number

/** The data of a case as far as deadlines care. */
export interface Clocks {
  readonly context: Record<string, unknown>
  deadlines: Record<string, Record<string, Phase | undefined>>
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

/** What a step means to a deadline, whatever the data: it is over, goes on as it is, begins, or is in its span. */
export type Span = 'off' | 'on' | 'begins' | 'stays' | 'again'

/** What a step means to a deadline. */
export function spanOf(declared: CompiledDeadline, moved: Moved): Span {
  if (declared.from !== undefined) {
    if (declared.until?.includes(moved.type) === true || (moved.isSettled && declared.survives !== true)) return 'off'
    return declared.from.includes(moved.type) ? 'begins' : 'stays'
  }
  if (!moved.nodes.some(id => declared.nodeIds.has(id))) return 'off'
  return declared.nodeIds.size === 1 && moved.entered.some(id => declared.nodeIds.has(id)) ? 'again' : 'on'
}

/**
 * What runs of a deadline after a step, as `decide` keeps it.
 *
 * @param putOff told of a key whose clock ran, and now begins anew or stands still
 */
export function keepDeadline(
  declared: CompiledDeadline,
  data: Clocks,
  span: Span,
  putOff: (key: string) => void,
): void {
  const { name, each, from } = declared
  if (span === 'off') {
    // Without a look at what ran.
    data.deadlines[name] = {}
    if (from !== undefined && each !== undefined) data.spans[name] = false
    return
  }
  const running = data.deadlines[name] as Record<string, Phase | undefined>
  const keys = Object.keys(running)
  const isRunning = span !== 'on' && (keys.length > 0 || data.spans[name] === true)
  const isOff = span === 'stays' && !isRunning
  const isAnew = isRunning && (span === 'begins' || span === 'again')
  if (from !== undefined && each !== undefined) data.spans[name] = !isOff
  const wanted = isOff ? [] : [...new Set(each === undefined ? [''] : each(data.context as never))]
  for (const key of keys) if (!wanted.includes(key)) delete running[key]
  for (const key of wanted) {
    const before = isAnew ? undefined : running[key]
    const phase = suspendedOr(declared, data, key, before ?? 0)
    if (running[key] === phase) {
      // Begun anew, it looks as before.
      if (isAnew && phase === 0) putOff(key)
      continue
    }
    if (running[key] !== undefined && (isAnew || phase < 0)) putOff(key)
    running[key] = phase
  }
}

function suspendedOr(declared: CompiledDeadline, data: Clocks, key: string, phase: Phase): Phase {
  if (declared.suspended === undefined) return phase
  const next = phase < 0 ? -1 - phase : phase
  return declared.suspended(data.context as never, key) === true ? -1 - next : next
}
