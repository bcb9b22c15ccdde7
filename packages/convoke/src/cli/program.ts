import type { Locale } from '@convoke/core'
import { Command, Option } from 'commander'
import type { GlobalOptions } from './call.js'
import { catalogue } from './catalogue.js'
import type { CommandSpec } from './command-spec.js'
import { flagsOf, otherFlagsOf } from './party.js'
import { type CliWord, tell } from './words.js'

/** What the program is made for. */
export interface ProgramOptions {
  readonly lang: Locale
  readonly version: string
  readonly run: (
    globals: GlobalOptions,
    spec: CommandSpec,
    options: object,
    args: readonly (string | undefined)[],
  ) => Promise<void>
}

/** The commands and options there are, described in one language. */
export function makeProgram({ lang, version, run }: ProgramOptions): Command {
  const text = (word: CliWord) => tell(lang, word)
  const option = (flags: string, word: CliWord) => new Option(flags, text(word))
  const program = new Command('convoke')
    .description(text('about'))
    .addHelpText('after', `\n${text('after')}`)
    .version(version, '-V, --version', text('option.version'))
    .helpOption('-h, --help', text('option.help'))
    .helpCommand('help [command]', text('command.help'))
    .addOption(option('--lang <name>', 'option.lang'))
    .addOption(option('--json', 'option.json'))
    .addOption(option('--db <file>', 'option.db'))
    .addOption(option('--config <file>', 'option.config'))
    .addOption(option('--color', 'option.color'))
    .addOption(option('--no-color', 'option.no-color'))
    .addOption(option('--debug', 'option.debug'))
    .configureHelp({ showGlobalOptions: true, styleTitle: title => titleIn(lang, title) })

  for (const spec of catalogue) {
    const { name, about, group, args = {}, party, options = [], examples } = spec
    const made = program
      .command(name)
      .description(text(about))
      .helpGroup(text(group))
      .helpOption('-h, --help', text('option.help'))
      .configureHelp({ showGlobalOptions: true, styleTitle: title => titleIn(lang, title) })
      .addHelpText('after', `\n${text('title.examples')}\n${examples.map(line => `  convoke ${line}`).join('\n')}`)
    for (const [argument, word] of Object.entries(args))
      made.argument(argument.startsWith('[') ? argument : `<${argument}>`, text(word))
    if (party !== undefined) {
      made.addOption(option(flagsOf(party), party.about))
      made.addOption(option(otherFlagsOf(party), party.about).hideHelp())
    }
    for (const { flags, about: word, isRequired = false, isRepeated = false } of options) {
      const one = option(flags, word).makeOptionMandatory(isRequired)
      if (isRepeated) one.argParser((value, before: readonly string[] = []) => [...before, value])
      made.addOption(one)
    }
    made.action((...given: unknown[]) =>
      run(program.opts(), spec, made.opts(), given.slice(0, Object.keys(args).length) as (string | undefined)[]),
    )
  }
  return program
}

/** Commander writes its headings in English; this is where they can be said otherwise. */
function titleIn(lang: Locale, title: string): string {
  const words: Readonly<Record<string, CliWord>> = {
    'Usage:': 'title.usage',
    'Arguments:': 'title.arguments',
    'Options:': 'title.options',
    'Global Options:': 'title.global',
    'Commands:': 'title.commands',
  }
  const word = words[title]
  return word === undefined ? title : tell(lang, word)
}
