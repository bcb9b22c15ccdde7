import { type CommandSpec, option } from '../command-spec.js'

/** Commands about the file of cases as a whole. */
export const keepingCommands: readonly CommandSpec[] = [
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
