import { type CommandSpec, option } from '../command-spec.js'

/** Commands for those who write case types. */
export const makingCommands: readonly CommandSpec[] = [
  {
    name: 'new',
    group: 'group.making',
    about: 'command.new',
    args: { folder: 'argument.folder' },
    examples: ['new my-app'],
    load: async () => (await import('../commands/new.js')).makeApp,
  },
  {
    name: 'diagram',
    group: 'group.making',
    about: 'command.diagram',
    args: { casetype: 'argument.caseType' },
    options: [
      option('--case <case>', 'option.case'),
      option('--svg', 'option.svg'),
      option('--xstate', 'option.xstate'),
    ],
    examples: ['diagram convening-request --case 019a', 'diagram convening-request --svg > convening.svg'],
    load: async () => (await import('../commands/diagram.js')).diagram,
  },
  {
    name: 'verify',
    group: 'group.making',
    about: 'command.verify',
    args: { casetype: 'argument.caseTypeOrFile' },
    options: [
      { flags: '--property <id>', about: 'option.property', isRepeated: true },
      { flags: '--parameters <knob=value>', about: 'option.knob', isRepeated: true },
      option('--states <n>', 'option.states'),
      option('--large', 'option.large'),
      option('--migration <casetype@version>', 'option.migration'),
      option('--store', 'option.storeShadow'),
      option('--report <file>', 'option.page'),
    ],
    examples: [
      'verify convening-request --states 5000',
      'verify area-meeting --property P8 --json',
      'verify four-party --report four-party.html',
      'verify my-type.ts --parameters quorum=3 --parameters "replyWithin=1 working-day"',
      'verify --migration complaint@1.0.0 complaint@1.1.0 --store',
    ],
    load: async () => (await import('../commands/verify.js')).verify,
  },
  {
    name: 'replay',
    group: 'group.making',
    about: 'command.replay',
    args: { file: 'argument.verification' },
    options: [option('--finding <n>', 'option.finding')],
    examples: ['replay verified.json', 'replay verified.json --finding 2'],
    load: async () => (await import('../commands/replay.js')).replay,
  },
  {
    name: 'simulate',
    group: 'group.making',
    about: 'command.simulate',
    args: { scenario: 'argument.scenario' },
    options: [
      option('--report <file>', 'option.page'),
      option('--csv <file>', 'option.figures'),
      option('--log <file>', 'option.log'),
      option('--exemplar <file>', 'option.exemplar'),
      option('--seed <n>', 'option.seed'),
      option('--replications <n>', 'option.replications'),
    ],
    examples: [
      'simulate scenario.yaml --report policy.html --csv figures.csv',
      'simulate scenario.yaml --seed 7 --json > result.json',
    ],
    load: async () => (await import('../commands/simulate.js')).simulate,
  },
  {
    name: 'demo',
    group: 'group.making',
    about: 'command.demo',
    examples: ['demo', 'demo --lang zh-CN --db demo.db'],
    load: async () => (await import('../commands/demo.js')).demo,
  },
]
