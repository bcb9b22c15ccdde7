import { byParty, type CommandSpec, option, required } from '../command-spec.js'

const act = [
  option('--actor <human>', 'option.actor'),
  option('--command-id <id>', 'option.command-id'),
  option('--data <json>', 'option.data'),
  option('--full', 'option.full'),
]

/** Commands that open and move cases. */
export const actingCommands: readonly CommandSpec[] = [
  {
    name: 'open',
    group: 'group.acting',
    about: 'command.open',
    args: { casetype: 'argument.caseType' },
    // Not for `--print`; the command says so itself.
    party: { ...byParty, isRequired: false },
    options: [
      ...act,
      option('--sample [n]', 'option.sample'),
      option('--print', 'option.print'),
      option('--id <uuid>', 'option.id'),
      option('--parameters <json>', 'option.parameters'),
    ],
    examples: [
      'open convening-request --sample --print > request.json',
      'open convening-request --by rc:chunshen-jingcheng --data @request.json',
    ],
    load: async () => (await import('../commands/open.js')).open,
  },
  {
    name: 'send',
    group: 'group.acting',
    about: 'command.send',
    args: { case: 'argument.case', command: 'argument.command' },
    party: byParty,
    options: [...act, option('--on-behalf-of <party>', 'option.on-behalf-of')],
    examples: [
      'send 019a submit --by rc:chunshen',
      `send 019a decline --by dept:police --data '{"code":"notInRemit","reason":"not our duty"}'`,
    ],
    load: async () => (await import('../commands/send.js')).send,
  },
  {
    name: 'import',
    group: 'group.acting',
    about: 'command.import',
    args: { table: 'argument.table' },
    options: [
      required('--map <file>', 'option.map'),
      option('--dry-run', 'option.dry-run'),
      option('--report <file>', 'option.report'),
    ],
    examples: ['import requests.csv --map map.yaml --dry-run'],
    load: async () => (await import('../commands/import.js')).importTable,
  },
]
