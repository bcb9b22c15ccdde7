import { asParty, type CommandSpec, option } from '../command-spec.js'

/** Commands about evidence. */
export const provingCommands: readonly CommandSpec[] = [
  {
    name: 'audit',
    group: 'group.proving',
    about: 'command.audit',
    options: [
      option('--anchor', 'option.anchor'),
      option('--key <file>', 'option.key'),
      option('--known <anchor>', 'option.known'),
    ],
    examples: ['audit', 'audit --key anchor.jwk --anchor'],
    load: async () => (await import('../commands/audit.js')).audit,
  },
  {
    name: 'export',
    group: 'group.proving',
    about: 'command.export',
    args: { case: 'argument.case' },
    party: asParty,
    options: [option('--anchors', 'option.anchors'), option('--out <file>', 'option.out')],
    examples: ['export 019a --as dept:police --anchors --out case-file.json'],
    load: async () => (await import('../commands/export.js')).exportFile,
  },
  {
    name: 'verify-file',
    group: 'group.proving',
    about: 'command.verify-file',
    args: { file: 'argument.caseFile' },
    options: [
      option('--key <file>', 'option.publicKey'),
      option('--known <anchor>', 'option.knownInFile'),
      option('--anchored', 'option.anchored'),
    ],
    examples: ['verify-file case-file.json', 'verify-file case-file.json --key anchor.public.jwk --anchored'],
    load: async () => (await import('../commands/verify-file.js')).verifyFile,
  },
  {
    name: 'key',
    group: 'group.proving',
    about: 'command.key',
    args: { file: 'argument.keyFile' },
    examples: ['key anchor.jwk'],
    load: async () => (await import('../commands/key.js')).key,
  },
]
