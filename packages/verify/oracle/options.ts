// What the programs beside the tests read from their command line: what they do not know they refuse, before a run of minutes.
import { parseArgs } from 'node:util'

/** An option of a program: a flag, or with a whole number or a word after it. */
export interface ProgramOption {
  readonly takes: 'nothing' | 'number' | readonly string[]
  readonly says: string
}

/** What was given for each option: `true` for a flag. */
export type Given<Name extends string> = Readonly<Partial<Record<Name, string | true>>>

/** What the command line comes to: what was given, or what to print and how to end. */
export type ReadOptions<Name extends string> =
  | { readonly given: Given<Name> }
  | { readonly text: string; readonly exitCode: 0 | 2 }

/** Reads a command line: `--help` tells what options there are; what is unknown or no value of an option is refused with 2. */
export function readOptions<Name extends string>(
  args: readonly string[],
  options: Readonly<Record<Name, ProgramOption>>,
): ReadOptions<Name> {
  const known = Object.entries<ProgramOption>(options)
  const help = ['Options:', ...known.map(line), '  --help  this text'].join('\n')
  const wrong = (why: string) => ({ text: `${why}\n${help}`, exitCode: 2 as const })
  let values: Readonly<Record<string, unknown>>
  try {
    values = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        ...Object.fromEntries(
          known.map(([name, { takes }]) => [name, { type: takes === 'nothing' ? 'boolean' : 'string' } as const]),
        ),
      },
    }).values
  } catch (error) {
    return wrong((error as Error).message)
  }
  const { help: isHelp } = values
  if (isHelp === true) return { text: help, exitCode: 0 }
  for (const [name, { takes }] of known) {
    const value = values[name]
    if (typeof value !== 'string') continue
    if (takes === 'number' && !/^[1-9]\d{0,8}$/.test(value))
      return wrong(`--${name} takes a whole number from 1, not "${value}"`)
    if (typeof takes === 'object' && !takes.includes(value))
      return wrong(`--${name} takes one of the names below, not "${value}"`)
  }
  return { given: values as Given<Name> }
}

function line([name, { takes, says }]: readonly [string, ProgramOption]): string {
  const value = takes === 'nothing' ? '' : takes === 'number' ? ' NUMBER' : ' NAME'
  return `  --${name}${value}  ${says}${typeof takes === 'object' ? `: ${takes.join(', ')}` : ''}`
}

/** As {@link readOptions}, of this process: which ends where there is only something to print. */
export function ownOptions<Name extends string>(options: Readonly<Record<Name, ProgramOption>>): Given<Name> {
  const read = readOptions(process.argv.slice(2), options)
  if ('given' in read) return read.given
  const { text, exitCode } = read
  if (exitCode === 0) console.log(text)
  else console.error(text)
  process.exit(exitCode)
}
