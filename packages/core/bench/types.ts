// What the types of case types cost: a whole type check of 15 generated case types of 15 states and 25 commands each,
// against the same machines written with XState's own `setup`, under both compilers. Core is read from its declarations,
// as a package that depends on it would. The ratio is the promise (docs/decisions/0013 and 0061); the seconds are the machine's.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
const types = 15
const states = 15
const commands = 25
const rounds = 3

const compilers = [
  { name: 'TypeScript 6', binary: 'node_modules/typescript/bin/tsc6', quietSeconds: 6 },
  { name: 'TypeScript 7', binary: 'node_modules/typescript-7/bin/tsc', quietSeconds: 3 },
] as const

/**
 * One compiler's figures. Seconds are processor time of whole runs of the compiler, start-up included: the least of three, ours
 * and plain XState in turns. On the clock a busy neighbour counts as well, and TypeScript 7 divides its work among threads.
 */
export interface TypeCost {
  readonly compiler: string
  readonly reference: string
  readonly seconds: number
  readonly referenceSeconds: number
  readonly ratio: number
  /** Our words should cost no more than XState's own `setup`. This is what is judged, on any machine. */
  readonly target: 1
  /** How often a type was made of another: the same on every machine, so that whatever adds to the cost shows here exactly. */
  readonly instantiations: number
  readonly referenceInstantiations: number
  /** Seconds hoped for on a quiet machine of the year 2026; a hint, because a slower machine misses it with any code. */
  readonly quietSeconds: number
}

/** Type-checks the generated case types and the plain machines under TypeScript 6 and 7. */
export function run(): { readonly bench: string; readonly results: readonly TypeCost[] } {
  const folder = mkdtempSync(join(root, 'packages/core/bench/.types-'))
  try {
    const paths = declarations(folder)
    const ours = project(folder, 'case-types', paths, caseType)
    const plain = project(folder, 'plain-xstate', paths, plainMachine)
    const results = compilers.map(({ name, binary, quietSeconds }) => {
      const checks: Check[] = []
      const referenceChecks: Check[] = []
      for (let round = 0; round < rounds; round++) {
        checks.push(checked(binary, ours))
        referenceChecks.push(checked(binary, plain))
      }
      const [least, leastReference] = [leastOf(checks), leastOf(referenceChecks)]
      return {
        compiler: name,
        reference: `the same ${types} machines of ${states} states and ${commands} events as plain XState setup()`,
        seconds: rounded(least.seconds),
        referenceSeconds: rounded(leastReference.seconds),
        ratio: rounded(least.seconds / leastReference.seconds),
        target: 1 as const,
        instantiations: least.instantiations,
        referenceInstantiations: leastReference.instantiations,
        quietSeconds,
      }
    })
    return { bench: 'types', results }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Paths = Readonly<Record<string, readonly string[]>>

/** Emits the declarations of core and kernel, and says where they are. */
function declarations(folder: string): Paths {
  const out = join(folder, 'declared')
  const config = join(folder, 'tsconfig.declared.json')
  const compilerOptions = { noEmit: false, emitDeclarationOnly: true, sourceMap: false, rootDir: root, outDir: out }
  const files = [join(root, 'packages/core/src/index.ts')]
  writeFileSync(config, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, files }))
  compile(compilers[1].binary, config)
  return {
    '@convoke/core': [join(out, 'packages/core/src/index.d.ts')],
    '@convoke/kernel': [join(out, 'packages/kernel/src/index.d.ts')],
  }
}

function project(folder: string, name: string, paths: Paths, source: (index: number) => string): string {
  const place = join(folder, name)
  mkdirSync(place)
  for (let index = 0; index < types; index++) writeFileSync(join(place, `type-${index}.ts`), source(index))
  const config = join(place, 'tsconfig.json')
  const compilerOptions = { paths, customConditions: [] }
  writeFileSync(
    config,
    JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, include: ['*.ts'] }),
  )
  return config
}

interface Check {
  readonly seconds: number
  readonly instantiations: number
}

const leastOf = (checks: readonly Check[]): Check => checks.reduce((a, b) => (b.seconds < a.seconds ? b : a))

/** One run with one checker, since several work out the same types anew and say nothing of how many there are. */
function checked(binary: string, config: string): Check {
  const options = [
    '-p',
    config,
    '--extendedDiagnostics',
    ...(binary.includes('typescript-7') ? ['--checkers', '1'] : []),
  ]
  // The shell tells what its children took, and theirs: TypeScript 7 is a program that its script starts.
  const printed = execFileSync(
    '/bin/sh',
    ['-c', '"$@" && times', 'sh', process.execPath, join(root, binary), ...options],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  const times = [...printed.matchAll(/(\d+)m([\d.]+)s/g)].slice(-2).map(([, min, s]) => Number(min) * 60 + Number(s))
  return {
    seconds: times.reduce((sum, one) => sum + one, 0),
    instantiations: Number(/Instantiations: +(\d+)/.exec(printed)?.[1]),
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100

function compile(binary: string, config: string): void {
  execFileSync(process.execPath, [join(root, binary), '-p', config], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

const each = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => one(index))
const record = (count: number, one: (index: number) => string): string => `{ ${each(count, one).join(', ')} }`

/** A case type with data on every command, a guard and an update on most transitions, and labels in both languages. */
function caseType(index: number): string {
  const handled = (state: number): number[] => each(4, slot => (state * 5 + slot * 3) % commands)
  return `
import { declareCase, defineCaseType, duration, instant, partyId, visibleTo } from '@convoke/core'
import * as z from 'zod'
const words = declareCase({
  parameters: z.object(${record(6, n => `limit${n}: z.int().default(${n}), within${n}: duration.default({ n: ${n + 1}, unit: 'working-day' })`)}),
  opening: z.object({ topic: z.string(), parties: z.array(partyId) }),
  context: z.object({
    topic: z.string(), parties: z.array(partyId), at: instant().nullable(),
    ${each(8, n => `field${n}: z.record(z.string(), z.object({ title: z.string(), done: z.boolean(), estimate: visibleTo(['role0'], z.int()).nullable() }))`).join(', ')}
  }),
  roles: ${record(6, n => `role${n}: { who: c => c.parties[${n}] ?? null }`)},
  commands: ${record(commands, n => `command${n}: { by: ['role${n % 6}'], data: z.object({ item: z.string(), note${n}: z.string().max(2000).optional() }) }`)},
  deadlines: ${record(6, n => `deadline${n}: { on: 'state${n}', within: 'within${n}', owes: 'role${n}', each: c => Object.keys(c.field${n}), ladder: [{ rung: 'half', fraction: [1, 2], tells: ['role0'] }] }`)},
  notices: ${record(5, n => `notice${n}: z.object({ item: z.string(), at: instant() })`)},
})
const { setup, update, notify, when } = words
const machine = setup({
  guards: ${record(12, n => (n % 2 === 0 ? `guard${n}: ({ context }) => Object.keys(context.field${n % 8}).length > context.parameters.limit${n % 6}` : `guard${n}: when('command${n}', ({ context, event }) => context.parties.includes(event.by) && event.note${n} !== '')`))},
}).createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening, at: null, ${each(8, n => `field${n}: {}`).join(', ')} }),
  initial: 'state0',
  states: {
    ${each(
      states,
      state => `state${state}: {
      on: {
        ${[...new Set(handled(state))]
          .map(
            n =>
              `command${n}: { guard: 'guard${n % 12}', target: 'state${(state + 1 + (n % 3)) % states}', actions: [update(({ context, event }) => { context.field${n % 8}[event.item] = { title: event.note${n} ?? '', done: false, estimate: null }; context.at = event.at }), notify('notice${n % 5}', ({ context, event }) => ({ to: context.parties, item: event.item, at: event.at }))] }`,
          )
          .join(',\n        ')},
        ${state < 6 ? `'deadline.deadline${state}': { target: 'state${state + 1}', actions: update(({ context, event }) => { delete context.field${state}[event.key] }) },` : ''}
      },
      ${state % 4 === 0 ? `always: { guard: 'guard${state % 12}', target: 'state${(state + 2) % states}' },` : ''}
      meta: { duties: [{ role: 'role${state % 6}', task: 'task${state}', commands: ['command${state}'], exempt: 'generated' }] },
    }`,
    ).join(',\n    ')},
    end: { type: 'final' },
  },
})
const labels = {
  title: 'type ${index}', states: ${record(states, n => `state${n}: 's'`).replace(' }', ", end: 'e' }")}, roles: ${record(6, n => `role${n}: 'r'`)},
  commands: ${record(commands, n => `command${n}: 'c'`)}, deadlines: ${record(6, n => `deadline${n}: 'd'`)}, guards: ${record(12, n => `guard${n}: 'g'`)}, tasks: ${record(states, n => `task${n}: 't'`)},
}
export const type${index} = defineCaseType(words, { name: 'type-${index}', version: '1.0.0', machine, labels: { 'zh-CN': labels, en: labels }, samples: { command0: [{ item: 'a' }] } })
`
}

function plainMachine(index: number): string {
  const handled = (state: number): number[] => each(4, slot => (state * 5 + slot * 3) % commands)
  return `
import { assign, setup } from 'xstate'
interface Item { title: string; done: boolean; estimate: number | null }
interface Context { topic: string; parties: string[]; at: number | null; ${each(8, n => `field${n}: Record<string, Item>`).join('; ')}; parameters: ${record(6, n => `limit${n}: number`)} }
type Event = ${each(commands, n => `{ type: 'command${n}'; item: string; note${n}?: string | undefined; by: string; at: number }`).join(' | ')} | ${each(6, n => `{ type: 'deadline.deadline${n}'; key: string; n: number; at: number }`).join(' | ')}
export const machine${index} = setup({
  types: { context: {} as Context, events: {} as Event, input: {} as { topic: string; parties: string[]; parameters: Context['parameters'] } },
  guards: ${record(12, n => `guard${n}: ({ context }) => Object.keys(context.field${n % 8}).length > context.parameters.limit${n % 6}`)},
  actions: ${record(5, n => `notice${n}: (_, params: { to: string[]; item: string; at: number }) => { void params }`)},
}).createMachine({
  context: ({ input }) => ({ ...input, at: null, ${each(8, n => `field${n}: {}`).join(', ')} }),
  initial: 'state0',
  states: {
    ${each(
      states,
      state => `state${state}: {
      on: {
        ${[...new Set(handled(state))]
          .map(
            n =>
              `command${n}: { guard: 'guard${n % 12}', target: 'state${(state + 1 + (n % 3)) % states}', actions: [assign(({ context, event }) => ({ field${n % 8}: { ...context.field${n % 8}, [event.item]: { title: event.note${n} ?? '', done: false, estimate: null } }, at: event.at })), { type: 'notice${n % 5}', params: ({ context, event }) => ({ to: context.parties, item: event.item, at: event.at }) }] }`,
          )
          .join(',\n        ')},
        ${state < 6 ? `'deadline.deadline${state}': { target: 'state${state + 1}' },` : ''}
      },
      ${state % 4 === 0 ? `always: { guard: 'guard${state % 12}', target: 'state${(state + 2) % states}' },` : ''}
    }`,
    ).join(',\n    ')},
    end: { type: 'final' },
  },
})
`
}
