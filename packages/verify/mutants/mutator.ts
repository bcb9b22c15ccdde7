// Faults put into a case type by rule, from what it declares: nothing here knows one case type from another.
import type { AnyCaseType } from '@convoke/core'
import { StateMachine } from 'xstate'

/** What was done to it. */
export type Operator =
  | 'dropped guard'
  | 'removed transition'
  | 'wrong target'
  | 'dropped update'
  | 'swapped branches'
  | 'dropped entry update'
  | 'swapped outcome'
  | 'widened role'
  | 'narrowed role'
  | 'missing deadline'
  | 'dropped separation'
  | 'off by one'

/** A case type with one fault. */
export interface Mutant {
  readonly operator: Operator
  /** Where, in words. */
  readonly place: string
  readonly caseType: AnyCaseType
}

type Config = Readonly<Record<string, unknown>>
type Move = Readonly<Record<string, unknown>>

/** The case type itself, told by the names that its mutants have: states without an id of their own get one. */
export function original(caseType: AnyCaseType): AnyCaseType {
  const { config, implementations } = caseType.machine as unknown as {
    readonly config: Config
    readonly implementations: object
  }
  return {
    ...caseType,
    machine: new StateMachine({ ...config, id: idOf(config) } as never, implementations as never),
  } as never
}

function idOf({ id }: Config): string {
  return String(id ?? 'mutant')
}

/** Every fault that the rules make of a case type; some of them make no difference. */
export function* mutantsOf(caseType: AnyCaseType): Generator<Mutant> {
  yield* machineMutants(caseType)
  yield* wordMutants(caseType)
}

function* machineMutants(caseType: AnyCaseType): Generator<Mutant> {
  const { config: written, implementations } = caseType.machine as unknown as {
    readonly config: Config
    readonly implementations: object
  }
  const id = idOf(written)
  const config: Config = { ...written, id }
  const made = (operator: Operator, place: string, mutated: Config): Mutant => ({
    operator,
    place,
    caseType: { ...caseType, machine: new StateMachine(mutated as never, implementations as never) } as never,
  })
  const places = [...statesOf(config)]
  const paths = places.map(({ path }) => path)

  for (const { path, state } of places) {
    const at = path === '' ? 'the root' : path
    for (const [key, event, moves] of movesOf(state)) {
      const put = (changed: readonly Move[]): Config =>
        withState(config, path, own =>
          key === 'always' ? { ...own, always: changed } : { ...own, on: { ...(own.on as object), [event]: changed } },
        )
      for (const [n, move] of moves.entries()) {
        const where = `${at} on ${event}${moves.length > 1 ? ` (${n + 1})` : ''}`
        const replaced = (by: Move) => put(moves.map((one, m) => (m === n ? by : one)))
        const { guard, target, actions, ...rest } = move
        if (guard !== undefined)
          yield made('dropped guard', `${where}: ${nameOf(guard)}`, replaced({ ...move, guard: undefined }))
        yield made('removed transition', where, put(moves.filter((_, m) => m !== n)))
        const other = typeof target === 'string' ? wrongTarget(target, path, paths, id) : undefined
        if (other !== undefined)
          yield made(
            'wrong target',
            `${where}: ${other} for ${target}`,
            replaced({ ...move, target: `#${id}.${other}` }),
          )
        const kept = listOf(actions).filter(action => !isUpdate(action))
        if (kept.length < listOf(actions).length)
          yield made('dropped update', where, replaced({ ...rest, guard, target, actions: kept }))
        const next = moves[n + 1]
        if (next !== undefined)
          yield made('swapped branches', where, put(moves.map((one, m) => (m === n ? next : m === n + 1 ? move : one))))
      }
    }
    const entry = listOf(state.entry)
    const kept = entry.filter(action => !isUpdate(action))
    if (kept.length < entry.length)
      yield made(
        'dropped entry update',
        at,
        withState(config, path, own => ({ ...own, entry: kept })),
      )
  }
  const ends = places.filter(({ state }) => (state.meta as Config | undefined)?.outcome !== undefined)
  for (const [n, one] of ends.entries()) {
    const other = ends[n + 1]
    if (other === undefined) continue
    const [first, second] = [one, other].map(({ state }) => (state.meta as Config).outcome)
    if (first === second) continue
    const swapped = withState(
      withState(config, one.path, own => ({ ...own, meta: { ...(own.meta as object), outcome: second } })),
      other.path,
      own => ({ ...own, meta: { ...(own.meta as object), outcome: first } }),
    )
    yield made('swapped outcome', `${one.path} and ${other.path}`, swapped)
  }
}

function* wordMutants(caseType: AnyCaseType): Generator<Mutant> {
  const {
    commands,
    deadlines,
    roles,
    separation = [],
  } = caseType as AnyCaseType & {
    readonly commands: Readonly<Record<string, { readonly by: readonly string[] }>>
  }
  const holders = Object.entries(
    roles as Readonly<Record<string, { readonly who?: unknown; readonly readsOnly?: boolean }>>,
  )
    .filter(([, { who, readsOnly }]) => who !== undefined && readsOnly !== true)
    .map(([name]) => name)
  const changed = (operator: Operator, place: string, change: object): Mutant => ({
    operator,
    place,
    caseType: { ...caseType, ...change } as AnyCaseType,
  })
  for (const [n, [name, command]] of Object.entries(commands).entries()) {
    const { by } = command
    const put = (roles: readonly string[]) => ({ commands: { ...commands, [name]: { ...command, by: roles } } })
    const others = holders.filter(role => !by.includes(role))
    const more = others[n % Math.max(1, others.length)]
    if (more !== undefined) yield changed('widened role', `${name} by ${more}`, put([...by, more]))
    if (by.length > 1) yield changed('narrowed role', `${name} without ${by[0]}`, put(by.slice(1)))
  }
  for (const [name, declared] of Object.entries(deadlines ?? {}))
    yield changed('missing deadline', name, {
      deadlines: { ...deadlines, [name]: { ...(declared as object), each: () => [] } },
    })
  for (const [n, { did, mayNot }] of separation.entries())
    yield changed('dropped separation', `${did} and ${mayNot}`, { separation: separation.filter((_, m) => m !== n) })
  const parameters = caseType.parameters as unknown as Knobs
  for (const [name, schema] of Object.entries(parameters.shape ?? {})) {
    const { success, data } = schema.safeParse(undefined)
    if (!success || schema.unwrap === undefined) continue
    for (const [said, value] of offByOne(data))
      if (schema.safeParse(value).success)
        yield changed('off by one', `${name} is ${said}`, {
          parameters: parameters.extend({ [name]: schema.unwrap().default(value) }),
        })
  }
}

/** What a knob may be by mistake: one less or more of a count, or of what a share needs. */
function offByOne(data: unknown): readonly (readonly [said: string, value: unknown])[] {
  if (Number.isInteger(data)) return [-1, 1].map(by => [`${(data as number) + by}`, (data as number) + by])
  const { need, of } = (data ?? {}) as { readonly need?: number; readonly of?: number }
  if (need === undefined || of === undefined) return []
  return [-1, 1].map(by => [`${need + by} of ${of}`, { need: need + by, of }])
}

/** Knobs, each a schema with a default. */
interface Knobs {
  readonly shape?: Readonly<Record<string, Knob>>
  extend(shape: Readonly<Record<string, unknown>>): unknown
}
interface Knob {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown }
  unwrap?(): { default(value: unknown): unknown }
}

function* statesOf(config: Config, path = ''): Generator<{ readonly path: string; readonly state: Config }> {
  yield { path, state: config }
  for (const [name, state] of Object.entries((config.states ?? {}) as Readonly<Record<string, Config>>))
    yield* statesOf(state, path === '' ? name : `${path}.${name}`)
}

function* movesOf(state: Config): Generator<readonly [key: 'on' | 'always', event: string, moves: readonly Move[]]> {
  const whole = (moves: unknown) =>
    listOf(moves).map(move => (typeof move === 'string' ? { target: move } : ((move ?? {}) as Move)))
  for (const [event, moves] of Object.entries((state.on ?? {}) as Config)) yield ['on', event, whole(moves)]
  if (state.always !== undefined) yield ['always', 'always', whole(state.always)]
}

/** The config with one state changed. */
function withState(config: Config, path: string, change: (state: Config) => Config): Config {
  if (path === '') return change(config)
  const [name, ...rest] = path.split('.') as [string, ...string[]]
  const states = config.states as Readonly<Record<string, Config>>
  return {
    ...config,
    states: { ...states, [name]: withState(states[name] as Config, rest.join('.'), change) },
  }
}

/** The next state beside the one that is meant; undefined where there is none. */
function wrongTarget(target: string, from: string, paths: readonly string[], id: string): string | undefined {
  const above = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('.')))
  const joined = (...parts: readonly string[]) => parts.filter(part => part !== '').join('.')
  const meant = target.startsWith(`#${id}.`)
    ? target.slice(id.length + 2)
    : target.startsWith('.')
      ? joined(from, target.slice(1))
      : joined(above(from), target)
  const beside = paths.filter(path => path !== '' && above(path) === above(meant))
  const at = beside.indexOf(meant)
  return at < 0 || beside.length < 2 ? undefined : beside[(at + 1) % beside.length]
}

function isUpdate(action: unknown): boolean {
  return (action as { readonly type?: unknown } | null)?.type === 'xstate.assign'
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function nameOf(guard: unknown): string {
  if (typeof guard === 'string') return guard
  const { guards, type } = (guard ?? {}) as { readonly guards?: readonly unknown[]; readonly type?: string }
  return guards === undefined ? String(type ?? 'a guard') : guards.map(nameOf).join(' and ')
}
