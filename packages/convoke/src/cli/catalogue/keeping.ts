import { type CommandSpec, option, signed } from '../command-spec.js'

/** Commands about the file of cases as a whole. */
export const keepingCommands: readonly CommandSpec[] = [
  {
    name: 'erase',
    group: 'group.keeping',
    about: 'command.erase',
    args: { '[case]': 'argument.case' },
    options: [
      option('--subject <party>', 'option.subject'),
      option('--entry <seq>', 'option.entry'),
      option('--path <pointer>', 'option.path'),
      ...signed,
    ],
    examples: [
      `erase 019a --subject resident:chen --ground 'asked by the person' --sign town:legal=wang --sign rc:chunshen=li`,
    ],
    load: async () => (await import('../commands/erase.js')).erase,
  },
  {
    name: 'restrict',
    group: 'group.keeping',
    about: 'command.restrict',
    args: { '[case]': 'argument.case' },
    options: [
      option('--subject <party>', 'option.subject'),
      option('--entry <seq>', 'option.entry'),
      option('--path <pointer>', 'option.path'),
      option('--until <date>', 'option.until'),
      option('--lift', 'option.lift'),
      ...signed,
    ],
    examples: [
      `restrict --subject resident:chen --until 2029-12-31 --ground 'kept by law' --sign town:legal=wang --sign rc:chunshen=li`,
    ],
    load: async () => (await import('../commands/erase.js')).restrict,
  },
  {
    name: 'migrate',
    group: 'group.keeping',
    about: 'command.migrate',
    args: { casetype: 'argument.caseType' },
    options: [
      option('--dry-run', 'option.migrateDry'),
      option('--shadow', 'option.shadow'),
      option('--case <case>', 'option.onlyCase'),
      option('--from <version>', 'option.fromVersion'),
      option('--to <version>', 'option.toVersion'),
      option('--settled', 'option.migrateSettled'),
      ...signed,
    ],
    examples: ['migrate complaint --dry-run --shadow'],
    load: async () => (await import('../commands/migrate.js')).migrate,
  },
  {
    name: 'outbox',
    group: 'group.keeping',
    about: 'command.outbox',
    options: [
      option('--dead', 'option.dead'),
      option('--waiting', 'option.waiting'),
      option('--retry <id>', 'option.retry'),
      option('--retry-all', 'option.retry-all'),
      option('--limit <n>', 'option.limit'),
      option('--after <cursor>', 'option.after'),
    ],
    examples: ['outbox --dead', 'outbox --retry-all'],
    load: async () => (await import('../commands/outbox.js')).outbox,
  },
  {
    name: 'backup',
    group: 'group.keeping',
    about: 'command.backup',
    args: { file: 'argument.backupFile' },
    examples: ['backup cases-2026-03-02.db'],
    load: async () => (await import('../commands/backup.js')).backup,
  },
  {
    name: 'restore',
    group: 'group.keeping',
    about: 'command.restore',
    args: { file: 'argument.restoreFile' },
    options: [option('--key <file>', 'option.key'), option('--known <anchor>', 'option.known')],
    examples: ['restore cases-2026-03-02.db --db cases.db --key anchor.jwk'],
    load: async () => (await import('../commands/restore.js')).restore,
  },
]
