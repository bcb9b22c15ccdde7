// What the types cannot see, or what somebody forced past them, is refused when the case type is defined. One table: a row
// per slip, with its code and the part of the message that tells the fix.
import { describe, expect, test } from 'vitest'
import {
  assign,
  cancel,
  emit,
  enqueueActions,
  fromPromise,
  log,
  raise,
  sendTo,
  spawnChild,
  stateIn,
  stopChild,
  and as xstateAnd,
} from 'xstate'
import * as z from 'zod'
import type { AnyCaseType } from '../../src/definition/case-type.js'
import { declareCase } from '../../src/definition/declare-case.js'
import { defineCaseType } from '../../src/definition/define-case-type.js'
import { definitionCodes } from '../../src/definition/definition-error.js'
import { and, not, or } from '../../src/definition/guard-combinators.js'
import { limitTable } from '../../src/definition/limit-table.js'
import { ruleTable } from '../../src/definition/rulebook.js'
import { duration, partyId } from '../../src/definition/schemas.js'
import { ConvokeError } from '../../src/errors/convoke-error.js'
import { personal, visibleTo } from '../../src/privacy/marks.js'

type Loose = Record<string, unknown>

const book = (table: string) => ({ readOn: '2026-11-27', sources: { ours: 'our default' }, rules: ruleTable(table) })

const words = {
  parameters: z.object({ replyWithin: duration.default({ n: 2, unit: 'working-day' }), quorum: z.int().default(2) }),
  opening: z.object({ topic: z.string(), asker: partyId }),
  context: z.object({
    topic: z.string(),
    asker: partyId,
    answer: z.string().nullable(),
    votes: z.record(partyId, z.int()),
  }),
  roles: { asker: { who: (c: { asker: string }) => c.asker }, office: { who: () => 'office' } },
  commands: {
    answer: { by: ['office'], data: z.object({ text: z.string(), item: z.string().optional() }) },
    withdraw: { by: ['asker'] },
  },
  deadlines: { reply: { on: 'asked', within: 'replyWithin', owes: 'office' } },
  notices: { answered: z.object({ text: z.string() }) },
}
const states = {
  asked: {
    on: { answer: { guard: 'open', target: 'answered' }, withdraw: 'withdrawn', 'deadline.reply': 'withdrawn' },
    meta: { duties: [{ role: 'office', task: 'reply', commands: ['answer'], deadline: 'reply' }] },
  },
  answered: { type: 'final', meta: { outcome: 'settled' } },
  withdrawn: { type: 'final' },
}
const zh = {
  title: '咨询',
  states: { asked: '已提问', answered: '已答复', withdrawn: '已撤回' },
  roles: { asker: '提问方', office: '经办' },
  commands: { answer: '答复', withdraw: '撤回' },
  deadlines: { reply: '答复期限' },
  guards: { open: '已答复' },
  outcomes: { settled: '办结' },
  tasks: { reply: '答复' },
}
const en = {
  title: 'Question',
  states: { asked: 'Asked', answered: 'Answered', withdrawn: 'Withdrawn' },
  roles: { asker: 'Asker', office: 'Office' },
  commands: { answer: 'Answer', withdraw: 'Withdraw' },
  deadlines: { reply: 'Reply' },
  guards: { open: 'already answered' },
  outcomes: { settled: 'Settled' },
  tasks: { reply: 'Reply' },
}
const context = ({ input }: { input: { parameters: object; opening: object } }) => ({
  parameters: input.parameters,
  ...input.opening,
  answer: null,
  votes: {},
})

/** What differs from a case type that is right. `root` is laid over the machine's config, `asked` over its first state. */
interface Change {
  words?: Loose
  guards?: Loose
  actions?: Loose
  root?: Loose
  asked?: Loose
  states?: Loose
  rest?: Loose
  labels?: { zh?: Loose; en?: Loose }
}

function define(change: Change = {}): AnyCaseType {
  const declared = declareCase({ ...words, ...change.words } as never) as unknown as {
    setup: (rules: object) => { createMachine: (config: object) => object }
    update: unknown
  }
  const machine = declared
    .setup({ guards: { open: () => true, ...change.guards }, actions: change.actions ?? {} })
    .createMachine({
      context,
      initial: 'asked',
      states: { ...states, asked: { ...states.asked, ...change.asked }, ...change.states },
      ...change.root,
    })
  return defineCaseType(
    declared as never,
    {
      name: 'question',
      version: '1.0.0',
      machine,
      labels: { 'zh-CN': { ...zh, ...change.labels?.zh }, en: { ...en, ...change.labels?.en } },
      samples: { answer: [{ text: 'yes' }] },
      openings: [{ topic: 't', asker: 'rc:chunshen' }],
      ...change.rest,
    } as never,
  ) as unknown as AnyCaseType
}

const { update, notify, when } = declareCase(words as never) as unknown as {
  update: (recipe: unknown) => object
  when: (types: string, guard: unknown) => unknown
  notify: (...args: unknown[]) => object
}
const onAnswer = (move: Loose, more: Loose = {}): Change => ({
  asked: { on: { ...states.asked.on, answer: { guard: 'open', target: 'answered', ...move } }, ...more },
})
const doing = (actions: unknown): Change => onAnswer({ actions })
const guarded = (guard: unknown): Change => onAnswer({ guard })
const replyDeadline = (change: Loose): Change => ({
  words: { deadlines: { reply: { ...words.deadlines.reply, ...change } } },
})
const duty = (change: Loose): Change => ({
  asked: { meta: { duties: [{ ...states.asked.meta.duties[0], ...change }] } },
})
const hour = { n: 1, unit: 'hour' }
const ratesOf = (change: Loose): Loose => ({
  facts: { today: { is: () => true } },
  ...{ exclusions: {}, excluded: () => null },
  packs: { town: { rates: [{ name: 'today', numerator: 'today', denominator: 'counted', ...change }] } },
})
const linked = { links: { ruling: { caseType: 'ruling' } } }

/** Code, what is refused, the change, and what the message must contain. */
const refused: readonly (readonly [code: string, what: string, change: () => Change, says: string])[] = [
  ['after', 'a timer', () => ({ asked: { after: { 1000: 'answered' } } }), 'State "asked" uses "after"'],
  ['invoke', 'an actor', () => ({ asked: { invoke: { src: fromPromise(async () => 1) } } }), 'declare a notice'],
  ['unknown-key', 'a misspelt key of a state', () => ({ asked: { onn: {} } }), 'did you mean "on"?'],
  [
    'unknown-key',
    'a misspelt key of a transition, which would leave it unguarded',
    () => onAnswer({ gaurd: 'open' }),
    'did you mean "guard"?',
  ],
  [
    'unknown-key',
    'a misspelt key of the meta',
    () => ({ asked: { meta: { outcom: 'x' } } }),
    'did you mean "outcome"?',
  ],
  ['unknown-key', 'a misspelt key of a duty', () => duty({ dedline: 'reply' }), 'did you mean "deadline"?'],
  [
    'unknown-key',
    'what a duty without a deadline is often written with',
    () => duty({ noDeadline: true }),
    'did you mean "exempt"? Its text is the reason why there is no deadline.',
  ],
  [
    'bad-name',
    'a dot in the name of a state',
    () => ({ states: { 'a.b': { type: 'final' } } }),
    '"a.b" cannot name a state',
  ],
  [
    'bad-name',
    'a slash in the name of a deadline',
    () => ({
      words: { deadlines: { 'a/b': words.deadlines.reply } },
      asked: { on: { ...states.asked.on, 'deadline.a/b': 'answered', 'deadline.reply': undefined } },
    }),
    'cannot name a deadline',
  ],
  [
    'bad-rate',
    'a rate of what is no fact',
    () => ({ rest: { rates: ratesOf({ numerator: 'tody' }) } }),
    'names "tody", which is not a fact: did you mean "today"?',
  ],
  [
    'bad-rate',
    'a rate of those of which nothing says which they are',
    () => ({ rest: { rates: ratesOf({ denominator: 'every' }) } }),
    'names "every", which is not a fact',
  ],
  [
    'bad-rate',
    'a fact that takes the name of all cases that count',
    () => ({ rest: { rates: { ...ratesOf({}), facts: { counted: { is: () => true } } } } }),
    'is the name of all cases that count',
  ],
  [
    'bad-rate',
    'a fact that cannot be asked',
    () => ({ rest: { rates: { ...ratesOf({}), facts: { today: {} } } } }),
    'give "is"',
  ],
  [
    'async',
    'a fact that is told later',
    () => ({ rest: { rates: { ...ratesOf({}), facts: { today: { is: async () => true } } } } }),
    'rates.facts.today.is is async',
  ],
  [
    'bad-vote',
    'a vote on a state that is none',
    () => ({ rest: { votes: { motion: { on: 'aksed', members: () => [], ballots: { answer: 'for' } } } } }),
    'is on "aksed", which is no state: did you mean "asked"?',
  ],
  [
    'bad-vote',
    'a vote in which nothing is cast',
    () => ({ rest: { votes: { motion: { on: 'asked', members: () => [], ballots: {} } } } }),
    'takes no ballots',
  ],
  [
    'bad-vote',
    'a vote of which nobody says who may cast',
    () => ({ rest: { votes: { motion: { on: 'asked', ballots: { answer: 'for' } } } } }),
    'cannot be counted',
  ],
  [
    'bad-rule',
    'a rulebook with a row that has no source',
    () => ({ rest: { rulebook: book('| asked | answer | office | answered | |') } }),
    'row 1 of a rule table needs one source',
  ],
  [
    'bad-rule',
    'a rulebook about a state that is none',
    () => ({ rest: { rulebook: book('| aksed | answer | office | answered | ours |') } }),
    'rulebook row 1 names "aksed", which is no state: did you mean "asked"?',
  ],
  [
    'bad-rule',
    'a rulebook that does not say who may do it',
    () => ({ rest: { rulebook: book('| asked | answer | | answered | ours |') } }),
    'says by nobody who may "answer"',
  ],
  [
    'bad-rule',
    'a rulebook that has somebody do what the clock does',
    () => ({ rest: { rulebook: book('| asked | deadline.reply | office | answered | ours |') } }),
    'says by whom "deadline.reply" is done, which no party does',
  ],
  [
    'bad-rule',
    'a rulebook that cites what it does not list',
    () => ({ rest: { rulebook: book('| asked | answer | office | answered | CC |') } }),
    'rulebook row 1 cites "CC"',
  ],
  [
    'unknown-role',
    'a rulebook that has one party alone hold a role there is not',
    () => ({ rest: { rulebook: { ...book(''), single: [{ role: 'ofice', source: 'ours' }] } } }),
    'did you mean "office"?',
  ],
  [
    'bad-rule',
    'a limit whose figure cannot be read',
    () => ({ rest: { rulebook: { ...book(''), limits: limitTable('| deadline.reply | soon | ours |') } } }),
    'row 1 of a limit table says "soon": write "within", "not before"',
  ],
  [
    'bad-rule',
    'a limit without a source',
    () => ({ rest: { rulebook: { ...book(''), limits: limitTable('| quorum | 2 | |') } } }),
    'row 1 of a limit table needs one source',
  ],
  [
    'bad-rule',
    'a limit of a knob there is not',
    () => ({ rest: { rulebook: { ...book(''), limits: limitTable('| quorm | 2 of 3 | ours |') } } }),
    'rulebook limit 1 names "quorm", which is no knob: did you mean "quorum"?',
  ],
  [
    'unknown-deadline',
    'a limit of a deadline there is not',
    () => ({
      rest: { rulebook: { ...book(''), limits: limitTable('| deadline.repyl | within 2 working days | ours |') } },
    }),
    'did you mean "reply"?',
  ],
  ['bad-name', 'a case type named in capitals', () => ({ rest: { name: 'Question' } }), 'convening-request'],
  [
    'bad-name',
    'a link to a case type of an impossible name',
    () => ({ words: { links: { ruling: { caseType: 'Ruling' } } }, ...withLinks() }),
    'cannot name a case type',
  ],
  [
    'no-initial',
    'states without a first one',
    () => ({ root: { initial: undefined } }),
    'in which of asked, answered, withdrawn',
  ],
  [
    'no-context',
    'a machine without a context',
    () => ({ root: { context: undefined } }),
    'parameters: input.parameters',
  ],
  [
    'duplicate-id',
    'two states of one id',
    () => ({ asked: { id: 'x' }, states: { withdrawn: { type: 'final', id: 'x' } } }),
    'both have the id "x"',
  ],
  [
    'final-with-transitions',
    'a final state that wants to be left',
    () => ({ states: { withdrawn: { type: 'final', on: { answer: 'answered' } } } }),
    'drop type "final"',
  ],
  ['unknown-target', 'an initial state that is none', () => ({ root: { initial: 'askd' } }), 'did you mean "asked"?'],
  [
    'unknown-target',
    'a target that is no sibling',
    () => onAnswer({ target: 'answerd' }),
    'State "asked" on "answer" goes to "answerd", which is no state there: did you mean "answered"?',
  ],
  ['unknown-target', 'a target by an id that is none', () => onAnswer({ target: '#here' }), 'no state has an id'],
  ['unknown-target', 'a target below that is none', () => onAnswer({ target: '.inner' }), 'there are no states inside'],
  [
    'unknown-target',
    'a sibling named from the root',
    () => ({ root: { on: { withdraw: 'withdrawn' } } }),
    'did you mean ".withdrawn"?',
  ],
  [
    'unknown-target',
    'the target of a history state that is none',
    () => ({ states: { back: { type: 'history', target: 'askd' } } }),
    'did you mean "asked"?',
  ],
  [
    'crosses-regions',
    'a transition from one region into another',
    () => ({
      asked: {
        type: 'parallel',
        states: {
          desk: { initial: 'idle', states: { idle: { on: { answer: '#counter' } } } },
          hall: { initial: 'open', states: { open: {}, counter: { id: 'counter' } } },
        },
      },
    }),
    'leads from one region of state "asked" into another',
  ],
  [
    'history-from-within',
    'a transition to the history of the state it starts in',
    () => ({
      asked: { initial: 'idle', states: { idle: { on: { answer: 'before' } }, before: { type: 'history' } } },
    }),
    'name the state you mean',
  ],

  ['foreign-assign', 'an assign of another make', () => doing(assign({ answer: 'x' })), 'update('],
  ['spawn', 'a spawned actor', () => doing(spawnChild(fromPromise(async () => 1))), 'notice'],
  ['stop', 'a stopped actor', () => doing(stopChild('x')), 'no actors'],
  ['raise', 'a raised event', () => doing(raise({ type: 'answer' })), '"always"'],
  ['raise', 'a delayed event', () => doing(raise({ type: 'answer' }, { delay: 10 })), '"always"'],
  ['cancel', 'a cancelled event', () => doing(cancel('x')), 'deadline ends'],
  ['send-to', 'an event sent to an actor', () => doing(sendTo('x', { type: 'answer' })), 'notify('],
  ['emit', 'an emitted event', () => doing(emit({ type: 'answer' })), 'notify('],
  ['log', 'a log line', () => doing(log('x')), 'journal'],
  ['enqueue-actions', 'enqueued actions', () => doing(enqueueActions(() => {})), 'guarded transitions'],
  ['function-action', 'a plain function', () => doing(() => {}), 'State "asked" on "answer" uses a plain function'],
  ['function-action', 'a plain function on entry', () => ({ asked: { entry: [() => {}] } }), 'State "asked" entry'],
  [
    'function-action',
    'a plain function that setup gives a name',
    () => ({ actions: { named: () => {} } }),
    'setup() action "named"',
  ],
  [
    'name-taken',
    'an action with the name of a notice',
    () => ({ actions: { answered: update(() => {}) } }),
    'another name',
  ],
  ['unknown-action', 'an action that is none', () => doing('answred'), 'did you mean "answered"?'],
  ['notice-without-params', 'a notice to nobody', () => doing('answered'), "notify('answered'"],
  ['unknown-guard', 'a guard that is none', () => guarded('opn'), 'did you mean "open"?'],
  [
    'unknown-guard',
    'a guard with params that is none',
    () => guarded({ type: 'shut', params: { n: 1 } }),
    'setup({ guards })',
  ],
  [
    'unknown-guard',
    'a guard inside a combination that is none',
    () => guarded(and([not('opn'), or(['open'])])),
    'did you mean "open"?',
  ],
  [
    'unknown-guard',
    'a guard inside a combination of setup that is none',
    () => ({ guards: { both: and(['open', 'opn']) } }),
    'setup() guard "both"',
  ],
  ['unnamed-guard', 'a guard without a name', () => guarded(() => true), 'so that a refusal can say why'],
  [
    'unnamed-guard',
    'a guard without a name inside a combination',
    () => guarded(xstateAnd([() => true])),
    'so that a refusal can say why',
  ],
  [
    'unnamed-guard',
    'a question about the state without a name',
    () => guarded(stateIn('asked')),
    'so that a refusal can say why',
  ],

  ['async', 'a guard that is async', () => ({ guards: { open: async () => true } }), 'guards.open is async'],
  ['async', 'a guard that is a generator', () => ({ guards: { open: function* () {} } }), 'guards.open is async'],
  [
    'async',
    'an async guard of some events',
    () => ({ guards: { open: when('answer', async () => true) } }),
    'guards.open is async',
  ],
  [
    'async',
    'an update that is async',
    () => doing(update(async () => {})),
    'machine.states.asked.on.answer.actions is',
  ],
  [
    'async',
    'a named update that is async',
    () => ({ ...doing('note'), actions: { note: update(async () => {}) } }),
    'actions.note is async',
  ],
  [
    'async',
    'a notice that waits for what it says',
    () => doing(notify('answered', async () => ({ to: [], text: '' }))),
    'machine.states.asked.on.answer.actions.params is',
  ],
  [
    'async',
    'a role whose holders are looked up',
    () => ({ words: { roles: { ...words.roles, office: { who: async () => 'office' } } } }),
    'roles.office.who is async',
  ],
  [
    'async',
    'a deadline that asks whether it rests',
    () => replyDeadline({ suspended: async () => false }),
    'deadlines.reply.suspended is async',
  ],
  ['async', 'a context that is fetched', () => ({ root: { context: async () => ({}) } }), 'machine.context is async'],

  [
    'unknown-event',
    'an event that is none',
    () => ({ asked: { on: { ...states.asked.on, anser: 'answered' } } }),
    'did you mean "answer"?',
  ],
  [
    'unknown-event',
    'a rung that is none',
    () => ({ asked: { on: { ...states.asked.on, 'deadline.reply.half': 'answered' } } }),
    'did you mean "deadline.reply"?',
  ],
  [
    'unknown-event',
    'news of linked cases without links',
    () => ({ asked: { on: { ...states.asked.on, 'case.refused': 'answered' } } }),
    'not a command, deadline or link event',
  ],
  [
    'unknown-event',
    'a race of an event that is none',
    () => ({ words: { races: [{ between: ['answer', 'deadline.repli'], winner: 'answer', reason: 'r' }] } }),
    'did you mean "deadline.reply"?',
  ],
  ['wildcard', 'a wildcard', () => ({ asked: { on: { ...states.asked.on, '*': 'answered' } } }), 'name each one'],
  [
    'wildcard',
    'a partial wildcard',
    () => ({ asked: { on: { ...states.asked.on, 'deadline.*': 'answered' } } }),
    'name each one',
  ],
  [
    'reserved-event',
    'a forged timer',
    () => ({ asked: { on: { ...states.asked.on, 'xstate.after.1000.a': 'answered' } } }),
    'could forge',
  ],
  [
    'reserved-event',
    'a command with the name of a deadline',
    () => ({
      words: { commands: { ...words.commands, 'deadline.x': { by: ['asker'] } } },
      asked: { on: { ...states.asked.on, 'deadline.x': 'answered' } },
    }),
    'said by the engine only',
  ],
  [
    'unhandled-command',
    'a command that nothing handles',
    () => ({ words: { commands: { ...words.commands, hurry: { by: ['asker'] } } } }),
    'No state handles the command "hurry"',
  ],
  [
    'unhandled-deadline',
    'a deadline that nothing handles',
    () => without('deadline.reply'),
    'with {} if being late changes nothing',
  ],
  [
    'unhandled-deadline',
    'a deadline that is handled elsewhere only',
    () => ({ ...without('deadline.reply', { states: { idle: { on: { 'deadline.reply': 'asked' } } } }) }),
    'State "asked" does not handle "deadline.reply"',
  ],
  [
    'unhandled-deadline',
    'a clock across states that nothing handles',
    () => ({ words: { deadlines: { ...words.deadlines, outer: { from: ['case.started'], within: hour } } } }),
    'No state handles "deadline.outer"',
  ],
  [
    'link-refusal-not-handled',
    'a link whose refusal nothing handles',
    () => ({ words: linked }),
    'say what happens then',
  ],
  [
    'join-not-handled',
    'a case type that others may join and no state takes them in',
    () => ({ words: { ...words, joins: 'asker' } }),
    'drop "joins"',
  ],
  [
    'unknown-field',
    'a field by which others join that no opening has',
    () => ({ words: { ...words, joins: 'askr' } }),
    'asker',
  ],
  [
    'link-never-opened',
    'a link that nothing opens',
    () => ({ words: linked, asked: { on: { ...states.asked.on, 'case.refused': 'withdrawn' } } }),
    "notify('case.open'",
  ],

  [
    'command-without-role',
    'a command that nobody may send',
    () => ({ words: { commands: { ...words.commands, withdraw: { by: [] } } } }),
    'Nobody may send "withdraw"',
  ],
  [
    'unknown-role',
    'a command of a role that is none',
    () => ({ words: { commands: { ...words.commands, withdraw: { by: ['askr'] } } } }),
    'did you mean "asker"?',
  ],
  [
    'unknown-role',
    'a deadline owed by a role that is none',
    () => replyDeadline({ owes: 'ofice' }),
    'did you mean "office"?',
  ],
  [
    'unknown-role',
    'a rung that tells a role that is none',
    () => replyDeadline({ ladder: [{ rung: 'half', fraction: [1, 2], tells: ['ofice'] }] }),
    'did you mean "office"?',
  ],
  ['unknown-role', 'an opener that is none', () => ({ words: { opens: ['askr'] } }), 'did you mean "asker"?'],
  ['unknown-role', 'a duty of a role that is none', () => duty({ role: 'ofice' }), 'did you mean "office"?'],
  [
    'unknown-role',
    'a field shown to a role that is none',
    () => ({ words: { context: words.context.extend({ answer: visibleTo(['ofice'], z.string()).nullable() }) } }),
    'The mark on context.answer names "ofice"',
  ],
  [
    'role-without-holders',
    'a role that nobody can hold',
    () => ({ words: { roles: { ...words.roles, clerk: { readsOnly: true } } } }),
    'or the roll they are on in "roll"',
  ],
  [
    'unused-role',
    'a role that nothing needs',
    () => ({ words: { roles: { ...words.roles, clerk: { who: () => 'x' } } } }),
    'readsOnly: true',
  ],
  [
    'dead-state',
    'a state that nobody can leave',
    () => ({ states: { stuck: {} } }),
    'A case would be stuck in state "stuck"',
  ],
  [
    'dead-state',
    'a state that only waits for a guard',
    () => ({ states: { stuck: { always: { guard: 'open', target: 'asked' } } } }),
    'stuck',
  ],
  [
    'duty-without-deadline',
    'a duty that nobody would miss',
    () => duty({ deadline: undefined }),
    'say in "exempt" why',
  ],
  [
    'duty-deadline-elsewhere',
    'a duty under a deadline of another state',
    () => ({
      words: { deadlines: { reply: { ...words.deadlines.reply, on: 'idle' } } },
      states: { idle: { on: { 'deadline.reply': 'asked' } } },
    }),
    'runs only on idle',
  ],
  [
    'duty-not-permitted',
    'a duty by a command the role may not send',
    () => duty({ commands: ['withdraw'] }),
    'may not send',
  ],
  [
    'duty-not-handled',
    'a duty by a command the state does not handle',
    () => ({ states: { idle: { on: { withdraw: 'withdrawn' }, meta: states.asked.meta } } }),
    'does not handle',
  ],
  ['duty-not-handled', 'a duty by no command', () => duty({ commands: [] }), 'names no command'],
  [
    'unknown-command',
    'a duty by a command that is none',
    () => duty({ commands: ['anser'] }),
    'did you mean "answer"?',
  ],
  [
    'unknown-command',
    'a separation of a command that is none',
    () => ({ words: { separation: [{ did: 'anser', mayNot: 'withdraw' }] } }),
    'did you mean "answer"?',
  ],
  [
    'unknown-command',
    'a field that a command that is none may reset',
    () => ({ words: { onlyGrows: { votes: ['anser'] } } }),
    'did you mean "answer"?',
  ],
  [
    'unknown-command',
    'a window for a command that is none',
    () => replyDeadline({ commands: ['anser'] }),
    'did you mean "answer"?',
  ],
  [
    'unknown-deadline',
    'a duty under a deadline that is none',
    () => duty({ deadline: 'repli' }),
    'did you mean "reply"?',
  ],
  [
    'unknown-field',
    'a separation by an item that the other command lacks',
    () => ({ words: { separation: [{ did: 'answer', mayNot: 'withdraw', item: 'item' }] } }),
    'not a data field of "withdraw"',
  ],
  [
    'unknown-field',
    'growth of a field that is none',
    () => ({ words: { onlyGrows: { vots: [] } } }),
    'did you mean "votes"?',
  ],
  [
    'race-winner',
    'a race won by a bystander',
    () => ({ words: { races: [{ between: ['answer', 'deadline.reply'], winner: 'withdraw', reason: 'r' }] } }),
    'answer and deadline.reply',
  ],

  [
    'deadline-on-unknown-state',
    'a deadline on a state that is none',
    () => replyDeadline({ on: 'askd' }),
    'did you mean "asked"?',
  ],
  [
    'deadline-on-unknown-state',
    'a deadline on the last part of a path',
    () => ({
      words: { deadlines: { reply: { ...words.deadlines.reply, on: 'inner' } } },
      asked: { initial: 'inner', states: { inner: {} } },
    }),
    'write the whole path "asked.inner"',
  ],
  [
    'deadline-on-unknown-state',
    'a deadline on a history state, in which no case ever stands',
    () => ({
      words: { deadlines: { reply: { ...words.deadlines.reply, on: 'asked.back' } } },
      asked: { initial: 'inner', states: { inner: {}, back: { type: 'history' } } },
    }),
    'which is not a state',
  ],
  ['deadline-without-start', 'a deadline that never starts', () => replyDeadline({ on: undefined }), 'never starts'],
  ['deadline-without-length', 'a deadline of no length', () => replyDeadline({ within: undefined }), 'has no length'],
  ['deadline-without-commands', 'a window for nothing', () => replyDeadline({ kind: 'window' }), 'holds nothing back'],
  [
    'unknown-parameter',
    'a length by a parameter that is none',
    () => replyDeadline({ within: 'replyWihin' }),
    'did you mean "replyWithin"?',
  ],
  [
    'unknown-parameter',
    'a cap by a parameter that is none',
    () => replyDeadline({ cap: 'replyWihin' }),
    'did you mean "replyWithin"?',
  ],
  [
    'not-a-duration',
    'a length by a number',
    () => replyDeadline({ within: 'quorum' }),
    'deadlines.reply.within is 2, not a duration',
  ],
  ['not-a-duration', 'a length in weeks', () => replyDeadline({ within: { n: 1, unit: 'week' } }), 'not a duration'],
  [
    'not-a-duration',
    'a rung in weeks',
    () => replyDeadline({ ladder: [{ rung: 'x', before: { n: 1, unit: 'week' } }] }),
    'not a duration',
  ],
  [
    'duplicate-rung',
    'two rungs of one name',
    () =>
      replyDeadline({
        ladder: [
          { rung: 'x', before: hour },
          { rung: 'x', after: hour },
        ],
      }),
    'its own name',
  ],
  [
    'duplicate-rung',
    'a rung with the name of the due instant',
    () => replyDeadline({ ladder: [{ rung: 'due', before: hour }] }),
    'due instant',
  ],
  ...(
    [
      [3, 2],
      [1, 1],
      [1, 0],
      [0, 1],
      [-1, 2],
      [0.5, 1],
    ] as const
  ).map(
    fraction =>
      [
        'bad-fraction',
        `a rung at ${fraction.join('/')} of the time`,
        () => replyDeadline({ ladder: [{ rung: 'x', fraction }] }),
        'no part of it',
      ] as const,
  ),
  [
    'rung-without-place',
    'a rung at two places',
    () => replyDeadline({ ladder: [{ rung: 'x', before: hour, after: hour }] }),
    'exactly one',
  ],
  [
    'unknown-entry',
    'a clock from an entry that is none',
    () => replyDeadline({ from: ['case.start'] }),
    'did you mean "case.started"?',
  ],

  [
    'not-an-object',
    'data without field names',
    () => ({ words: { commands: { ...words.commands, answer: { by: ['office'], data: z.string() } } } }),
    'z.object(',
  ],
  [
    'not-json',
    'a context with a date',
    () => ({ words: { context: words.context.extend({ at: z.array(z.object({ on: z.date() })) }) } }),
    'context.at[].on is a Date, and a journal holds JSON only: use z.iso.date()',
  ],
  [
    'not-json',
    'a context with a map',
    () => ({ words: { context: words.context.extend({ at: z.map(z.string(), z.int()) }) } }),
    'context.at is a Map',
  ],
  [
    'not-json',
    'a context with a custom check',
    () => ({ words: { context: words.context.extend({ at: z.custom<string>() }) } }),
    '.refine(',
  ],
  [
    'not-json',
    'a command that admits anything',
    () => ({
      words: { commands: { ...words.commands, answer: { by: ['office'], data: z.object({ text: z.unknown() }) } } },
    }),
    'commands.answer.data.text may be anything',
  ],
  [
    'mark-lost',
    'a mark under a transform',
    () => ({ words: { context: words.context.extend({ answer: personal(z.string()).transform(x => x) }) } }),
    'context',
  ],
  [
    'unknown-schema',
    'a kind of schema that redaction cannot look into',
    () => ({ words: { context: words.context.extend({ answer: unknownSchema() }) } }),
    'redaction cannot look into',
  ],
  [
    'reserved-field',
    'data that says by whom',
    () => ({
      words: { commands: { ...words.commands, answer: { by: ['office'], data: z.object({ by: z.string() }) } } },
    }),
    'which the engine sets itself',
  ],
  [
    'reserved-field',
    'data with the key of a deadline',
    () => ({
      words: { commands: { ...words.commands, answer: { by: ['office'], data: z.object({ key: z.string() }) } } },
    }),
    'which the engine sets itself',
  ],
  [
    'reserved-field',
    'a notice that says to whom',
    () => ({ words: { notices: { answered: z.object({ to: z.string() }) } } }),
    'notices.answered has a field "to"',
  ],
  [
    'reserved-field',
    'a context with parameters of its own',
    () => ({ words: { context: words.context.extend({ parameters: z.string() }) } }),
    'context has a field "parameters"',
  ],
  [
    'optional-context',
    'a root field that may be absent',
    () => ({ words: { context: words.context.extend({ note: z.string().optional() }) } }),
    'use .nullable()',
  ],
  [
    'parameter-without-default',
    'a parameter that must be set',
    () => ({ words: { parameters: words.parameters.extend({ seats: z.int() }) } }),
    '.default(',
  ],
  [
    'parameter-without-default',
    'a parameter whose default does not fit',
    () => ({ words: { parameters: words.parameters.extend({ seats: z.int().prefault(1.5) }) } }),
    '.default(',
  ],
  [
    'sample-does-not-fit',
    'a sample with a number for a text',
    () => ({ rest: { samples: { answer: [{ text: 'x' }, { text: 1 }] } } }),
    'samples.answer[1] does not fit the data of "answer" at "text"',
  ],
  [
    'sample-does-not-fit',
    'a sample with a field too many',
    () => ({ rest: { samples: { withdraw: [{ text: 'x' }] } } }),
    'does not fit the data of "withdraw"',
  ],
  [
    'unknown-sample',
    'a sample of a command that is none',
    () => ({ rest: { samples: { anser: [] } } }),
    'did you mean "answer"?',
  ],
  [
    'sample-does-not-fit',
    'an answer of a linked case with something that it does not return',
    () => ({
      words: linked,
      rest: { answers: { ruling: [{ outcome: 'upheld', result: { words: 'x' } }] } },
      ...withLinks(),
    }),
    'answers.ruling[0] does not fit what "ruling" returns',
  ],
  [
    'unknown-sample',
    'an answer of a link that is none',
    () => ({ words: linked, rest: { answers: { ruiling: [] } }, ...withLinks() }),
    'did you mean "ruling"?',
  ],
  [
    'opening-does-not-fit',
    'an opening without its topic',
    () => ({ rest: { openings: [{ asker: 'a' }] } }),
    'at "topic"',
  ],
  [
    'context-does-not-fit',
    'a case that begins without a field',
    () => ({
      root: {
        context: ({ input }: never) => ({
          parameters: (input as Loose).parameters,
          topic: 't',
          asker: 'a',
          answer: null,
        }),
      },
    }),
    'at "votes"',
  ],
  [
    'context-not-json',
    'a case that begins with a date',
    () => ({ root: { context: ({ input }: never) => ({ ...context({ input }), votes: { at: new Date(0) } }) } }),
    'context.votes.at',
  ],
  [
    'context-throws',
    'a case that cannot begin',
    () => ({
      root: {
        context: () => {
          throw new TypeError('no')
        },
      },
    }),
    'openings[0]',
  ],

  ['bad-version', 'a version of two numbers', () => ({ rest: { version: '1.0' } }), '"1.0.0"'],
  ['missing-label', 'no Chinese', () => ({ rest: { labels: { en } } }), 'Labels in zh-CN'],
  [
    'missing-label',
    'a blank word for a state',
    () => ({ labels: { en: { states: { ...en.states, asked: ' ' } } } }),
    'add labels["en"].states["asked"].',
  ],
  ['missing-label', 'no word for an outcome', () => ({ labels: { zh: { outcomes: {} } } }), 'the outcome "settled"'],
  ['missing-label', 'no word for a task', () => ({ labels: { zh: { tasks: {} } } }), 'the task "reply"'],
  ['missing-label', 'no word for a guard', () => ({ labels: { zh: { guards: {} } } }), 'the guard "open"'],
  ['missing-label', 'no title', () => ({ labels: { zh: { title: '' } } }), 'the case type itself'],
  [
    'unknown-label',
    'words for a state that is gone',
    () => ({ labels: { en: { states: { ...en.states, askd: 'x' } } } }),
    'did you mean "asked"?',
  ],
]

function withLinks(): Change {
  return {
    asked: {
      entry: notify('case.open', () => ({ link: 'ruling', key: 'k', opening: {} })),
      on: { ...states.asked.on, 'case.refused': 'withdrawn' },
    },
  }
}

function without(event: string, more: Change = {}): Change {
  const on = Object.fromEntries(Object.entries(states.asked.on).filter(([name]) => name !== event))
  return { asked: { on }, ...more }
}

function unknownSchema(): z.ZodType {
  const schema = z.string()
  return Object.create(schema, { _zod: { value: { ...schema._zod, def: { type: 'hologram' } } } })
}

describe('a case type is refused for', () => {
  test.each(refused)('%s: %s', (code, _, change, says) => {
    const made = () => define(change())
    expect(made).toThrow(ConvokeError)
    try {
      made()
    } catch (error) {
      const { code: actual, message, details } = error as ConvokeError
      expect({ code: actual, message }).toEqual({ code: `definition/${code}`, message: expect.stringContaining(says) })
      expect(details).toHaveProperty(code === 'unknown-schema' || code === 'mark-lost' ? 'path' : 'where')
    }
  })

  test('every reason there is, and each of these reasons exists', () => {
    // Those of migrations have their own table, in migrations.test.ts.
    const here = definitionCodes.filter(code => !code.startsWith('migration-'))
    expect([...new Set(refused.map(([code]) => code))].sort()).toEqual([...here].sort())
  })
})

describe('a case type is accepted', () => {
  test('as it stands', () => {
    expect(define().name).toBe('question')
  })

  const accepted: readonly (readonly [what: string, change: Change])[] = [
    ['with combined guards', guarded(and(['open', not(or(['open']))]))],
    [
      'with a named question about the state',
      {
        guards: { inAsked: stateIn('asked') },
        labels: { zh: { guards: { ...zh.guards, inAsked: 'x' } }, en: { guards: { ...en.guards, inAsked: 'x' } } },
      },
    ],
    [
      'with named updates and notices with parameters',
      {
        actions: { named: update(() => {}) },
        ...doing(['named', update(() => {}), notify('answered', () => ({ to: 'x', text: 't' }))]),
      },
    ],
    [
      'with a role that may only look',
      {
        words: { roles: { ...words.roles, clerk: { who: () => 'x', readsOnly: true } } },
        labels: { zh: { roles: { ...zh.roles, clerk: 'x' } }, en: { roles: { ...en.roles, clerk: 'x' } } },
      },
    ],
    ['with a duty that says why nothing covers it', duty({ deadline: undefined, exempt: 'the office is always open' })],
    [
      'with a duty of the last resort',
      {
        words: { roles: { ...words.roles, office: { who: () => 'office', lastResort: true } } },
        ...duty({ deadline: undefined }),
      },
    ],
    ['with a link whose refusal is handled', { words: linked, ...withLinks() }],
    [
      'with a window that no event ends',
      {
        words: {
          deadlines: {
            ...words.deadlines,
            appeal: { kind: 'window', on: 'asked', within: hour, commands: ['withdraw'] },
          },
        },
        labels: {
          zh: { deadlines: { ...zh.deadlines, appeal: 'x' } },
          en: { deadlines: { ...en.deadlines, appeal: 'x' } },
        },
      },
    ],
    ['with a date that the case itself fixes', replyDeadline({ within: undefined, due: () => '2026-03-02' })],
    [
      'with a rung that the machine handles',
      {
        ...replyDeadline({ ladder: [{ rung: 'half', fraction: [1, 2] }] }),
        asked: { on: { ...states.asked.on, 'deadline.reply.half': {} } },
      },
    ],
    [
      'with a region that waits for another one',
      {
        states: {
          both: {
            type: 'parallel',
            states: {
              one: { initial: 'w', states: { w: { always: { guard: 'open', target: 'd' } }, d: { type: 'final' } } },
              two: { on: { withdraw: {} } },
            },
          },
        },
        labels: {
          zh: { states: { ...zh.states, ...label('both', 'both.one', 'both.one.w', 'both.one.d', 'both.two') } },
          en: { states: { ...en.states, ...label('both', 'both.one', 'both.one.w', 'both.one.d', 'both.two') } },
        },
      },
    ],
    [
      'with a settled state that can be left',
      { states: { withdrawn: { on: { withdraw: 'asked' }, meta: { outcome: 'settled' } } } },
    ],
    [
      'with targets by id, by path and below',
      onAnswer({ target: ['#here.inner'] }, { id: 'here', initial: 'inner', states: { inner: {} } }),
    ],
    [
      'with personal data and a mark',
      { words: { context: words.context.extend({ answer: visibleTo(['office'], personal(z.string())).nullable() }) } },
    ],
  ]
  test.each(accepted)('%s', (what, change) => {
    const labels = what.startsWith('with targets')
      ? {
          labels: {
            zh: { states: { ...zh.states, 'asked.inner': 'x' } },
            en: { states: { ...en.states, 'asked.inner': 'x' } },
          },
        }
      : {}
    expect(() => define({ ...change, ...labels })).not.toThrow()
  })

  test('and is frozen', () => {
    expect(Object.isFrozen(define())).toBe(true)
  })

  test('with the words of a final state for its own outcome', () => {
    const { labels, machine } = define()
    expect(labels.en.outcomes).toEqual({ settled: 'Settled', withdrawn: 'Withdrawn' })
    expect((machine as { config: { states: { withdrawn: Loose } } }).config.states.withdrawn).toMatchObject({
      meta: { outcome: 'withdrawn' },
    })
  })
})

function label(...names: string[]): Loose {
  return Object.fromEntries(names.map(name => [name, 'x']))
}
