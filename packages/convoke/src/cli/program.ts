import type { Locale } from '@convoke/core'
import { Command, Option } from 'commander'
import type { Call, GlobalOptions } from './call.js'
import { type CliWord, tell } from './words.js'

/** Runs a command; loaded when it is asked for, so that `convoke --version` loads none. */
export type Load = () => Promise<(call: Call, options: never, ...args: string[]) => Promise<number>>

/** What the program is made for. */
export interface ProgramOptions {
  readonly lang: Locale
  readonly version: string
  readonly run: (globals: GlobalOptions, load: Load, options: object, args: readonly string[]) => Promise<void>
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

  const command = (
    usage: string,
    word: CliWord,
    args: Readonly<Record<string, CliWord>>,
    options: readonly Option[],
    load: Load,
  ) => {
    const made = program
      .command(usage)
      .description(text(word))
      .helpOption('-h, --help', text('option.help'))
      .configureHelp({ showGlobalOptions: true, styleTitle: title => titleIn(lang, title) })
    for (const [name, about] of Object.entries(args)) made.argument(`<${name}>`, text(about))
    for (const one of options) made.addOption(one)
    made.action((...given: unknown[]) =>
      run(program.opts(), load, made.opts(), given.slice(0, Object.keys(args).length) as string[]),
    )
  }
  const required = (flags: string, word: CliWord) => option(flags, word).makeOptionMandatory()
  const as = () => option('--as <party>', 'option.as')
  const by = () => [
    required('--by <party>', 'option.by'),
    option('--actor <human>', 'option.actor'),
    option('--command-id <id>', 'option.command-id'),
    option('--data <json>', 'option.data'),
  ]
  const ofCase = { case: 'argument.case' } as const

  command('demo', 'command.demo', {}, [], async () => (await import('./commands/demo.js')).demo)
  command(
    'list',
    'command.list',
    {},
    [
      as(),
      option('--type <casetype>', 'option.type'),
      option('--state <state>', 'option.state'),
      option('--party <party>', 'option.party'),
      option('--role <role>', 'option.role'),
      option('--overdue', 'option.overdue'),
      option('--open', 'option.open'),
      option('--settled', 'option.settled'),
      option('--text <words>', 'option.text'),
      option('--limit <n>', 'option.limit'),
      option('--after <cursor>', 'option.after'),
    ],
    async () => (await import('./commands/list.js')).list,
  )
  command('show', 'command.show', ofCase, [as()], async () => (await import('./commands/show.js')).show)
  command(
    'journal',
    'command.journal',
    ofCase,
    [as(), option('--from <seq>', 'option.from')],
    async () => (await import('./commands/journal.js')).journal,
  )
  command(
    'allowed',
    'command.allowed',
    ofCase,
    [required('--as <party>', 'option.asRequired')],
    async () => (await import('./commands/allowed.js')).allowed,
  )
  command(
    'open',
    'command.open',
    { casetype: 'argument.caseType' },
    [...by(), option('--id <uuid>', 'option.id'), option('--parameters <json>', 'option.parameters')],
    async () => (await import('./commands/open.js')).open,
  )
  command(
    'send',
    'command.send',
    { ...ofCase, command: 'argument.command' },
    [...by(), option('--on-behalf-of <party>', 'option.on-behalf-of')],
    async () => (await import('./commands/send.js')).send,
  )
  command(
    'inbox',
    'command.inbox',
    { party: 'argument.party' },
    [],
    async () => (await import('./commands/inbox.js')).inbox,
  )
  command(
    'deadlines',
    'command.deadlines',
    ofCase,
    [as(), option('--name <deadline>', 'option.name')],
    async () => (await import('./commands/deadlines.js')).deadlines,
  )
  command(
    'audit',
    'command.audit',
    {},
    [
      option('--anchor', 'option.anchor'),
      option('--key <file>', 'option.key'),
      option('--known <anchor>', 'option.known'),
    ],
    async () => (await import('./commands/audit.js')).audit,
  )
  command('key', 'command.key', { file: 'argument.keyFile' }, [], async () => (await import('./commands/key.js')).key)
  command(
    'diagram',
    'command.diagram',
    { casetype: 'argument.caseType' },
    [option('--case <case>', 'option.case'), option('--xstate', 'option.xstate')],
    async () => (await import('./commands/diagram.js')).diagram,
  )
  command(
    'import',
    'command.import',
    { table: 'argument.table' },
    [
      required('--map <file>', 'option.map'),
      option('--dry-run', 'option.dry-run'),
      option('--report <file>', 'option.report'),
    ],
    async () => (await import('./commands/import.js')).importTable,
  )
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
