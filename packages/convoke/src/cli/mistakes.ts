import type { Locale } from '@convoke/core'
import type { Command, CommanderError } from 'commander'
import { catalogue } from './catalogue.js'
import { tell, type UsageCode } from './words.js'

/** A mistake on the command line, in words. */
export interface Mistake {
  readonly code: UsageCode
  readonly text: string
}

const codes: Readonly<Record<string, UsageCode>> = {
  'commander.unknownCommand': 'usage/unknown-command',
  'commander.unknownOption': 'usage/unknown-option',
  'commander.missingArgument': 'usage/missing-argument',
  'commander.missingMandatoryOptionValue': 'usage/missing-option',
  'commander.optionMissingArgument': 'usage/option-argument',
  'commander.excessArguments': 'usage/excess-arguments',
}

/** What the command line's parser found wrong, in the language of the user: it knows English only. `at`: the command it reads. */
export function mistakeOf({ code, message }: CommanderError, lang: Locale, at?: Command | undefined): Mistake {
  if (code === 'commander.help') return { code: 'usage/no-command', text: tell(lang, 'usage/no-command') }
  const known = codes[code] ?? 'usage/invalid'
  const name = /'([\s\S]*)'/.exec(message.split('\n(Did you mean')[0] ?? '')?.[1] ?? ''
  const meant = /\(Did you mean (?:one of )?(.*)\?\)$/.exec(message)?.[1]
  const spelt = known === 'usage/unknown-command' && meant === undefined ? commandsWith(name) : []
  const hints = [
    ...(spelt.length === 0 ? [] : [tell(lang, 'usage/did-you-mean', { names: spelt.join(', ') })]),
    ...(meant === undefined ? [] : [tell(lang, 'usage/did-you-mean', { names: meant })]),
    // Where a word is missing it is often one that an option took for its value.
    ...(known === 'usage/missing-argument' ? taken(at).map(one => tell(lang, 'usage/took', one)) : []),
  ]
  const names = (at?.args.slice(at.registeredArguments.length) ?? []).map(word => `"${word}"`).join(' ')
  return { code: known, text: [tell(lang, known, { name, names }), ...hints].join(' ') }
}

/** What is taken for a command may be an option of one: `sweep` of `simulate --sweep`. */
function commandsWith(name: string): readonly string[] {
  return catalogue
    .filter(({ options = [] }) => options.some(({ flags }) => flags.split(' ')[0] === `--${name}`))
    .map(command => `${command.name} --${name}`)
}

/** Options that were given a value on the command line, and the value. */
function taken(at: Command | undefined): { readonly option: string; readonly value: string }[] {
  if (at === undefined) return []
  return at.options.flatMap(option => {
    const name = option.attributeName()
    const value: unknown = at.getOptionValue(name)
    const isGiven = at.getOptionValueSource(name) === 'cli' && typeof value === 'string'
    return isGiven ? [{ option: option.long ?? option.flags, value }] : []
  })
}
