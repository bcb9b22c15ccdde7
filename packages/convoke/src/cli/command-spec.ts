import type { Call } from './call.js'
import type { CliWord } from './words.js'

/** Runs a command; loaded when it is asked for, so that `convoke --version` loads none. */
export type Load = () => Promise<(call: Call, options: never, ...args: never[]) => Promise<number>>

/** One option of a command, and what it is for. */
export interface OptionSpec {
  readonly flags: string
  readonly about: CliWord
  readonly isRequired?: boolean
  /** May be given several times. */
  readonly isRepeated?: boolean
}

/**
 * The party a command is for: `--as` where it looks, `--by` where it acts. Help names one of the two, and either is
 * understood: nobody has to remember which.
 */
export interface PartySpec {
  readonly name: 'as' | 'by'
  readonly about: CliWord
  readonly isRequired: boolean
}

/** One command as the command line tells it. */
export interface CommandSpec {
  readonly name: string
  readonly group: CliWord
  readonly about: CliWord
  /** In order. A name in brackets may be left out. */
  readonly args?: Readonly<Record<string, CliWord>>
  readonly party?: PartySpec
  readonly options?: readonly OptionSpec[]
  /** Command lines without `convoke`. */
  readonly examples: readonly string[]
  readonly load: Load
}

/** An option. */
export const option = (flags: string, about: CliWord): OptionSpec => ({ flags, about })

/** An option that must be given. */
export const required = (flags: string, about: CliWord): OptionSpec => ({ flags, about, isRequired: true })

/** Whose eyes; without, the host's. */
export const asParty: PartySpec = { name: 'as', about: 'option.as', isRequired: false }

/** Who acts. */
export const byParty: PartySpec = { name: 'by', about: 'option.by', isRequired: true }

/** Who signs an administrative act: twice, two humans. */
export const signed: readonly OptionSpec[] = [
  option('--ground <words>', 'option.ground'),
  { flags: '--sign <party=human>', about: 'option.sign', isRepeated: true },
]
