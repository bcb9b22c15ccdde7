import type { Locale } from '@convoke/core'
import type { CommanderError } from 'commander'
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

/** What the command line's parser found wrong, in the language of the user: it knows English only. */
export function mistakeOf({ code, message }: CommanderError, lang: Locale): Mistake {
  if (code === 'commander.help') return { code: 'usage/no-command', text: tell(lang, 'usage/no-command') }
  const known = codes[code] ?? 'usage/invalid'
  const name = /'([\s\S]*)'/.exec(message.split('\n(Did you mean')[0] ?? '')?.[1] ?? ''
  const meant = /\(Did you mean (?:one of )?(.*)\?\)$/.exec(message)?.[1]
  const hint = meant === undefined ? '' : ` ${tell(lang, 'usage/did-you-mean', { names: meant })}`
  return { code: known, text: tell(lang, known, { name }) + hint }
}
