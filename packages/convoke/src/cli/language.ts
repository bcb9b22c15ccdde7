import type { Locale } from '@convoke/core'

/** The language that a name such as `zh_CN.UTF-8` or `en` stands for, if it is one of ours. */
export function languageOf(name: string): Locale | undefined {
  if (/^zh([_-]|$)/i.test(name)) return 'zh-CN'
  return /^en([_-]|$)/i.test(name) ? 'en' : undefined
}

/** The language of the environment, in the order in which POSIX asks its variables. English where it is another. */
export function languageOfEnvironment(env: Readonly<Record<string, string | undefined>>): Locale {
  const name = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find(value => value !== undefined && value !== '')
  return languageOf(name ?? '') ?? 'en'
}

/** The value of `--lang`, read before anything else: help and mistakes are told in it. */
export function languageAsked(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--')
  const options = end < 0 ? argv : argv.slice(0, end)
  const at = options.findLastIndex(word => word === '--lang' || word.startsWith('--lang='))
  const word = options[at]
  if (word === undefined) return undefined
  return word === '--lang' ? options[at + 1] : word.slice('--lang='.length)
}
