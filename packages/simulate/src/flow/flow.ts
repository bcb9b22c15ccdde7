// A case type made of a log: activities that follow one another, each chosen by chance and done after some time.
import { type AnyCaseType, declareCase, defineCaseType, partyId } from '@convoke/core'
import * as z from 'zod'

const names = z.string().regex(/^[\p{L}_][\p{L}\p{N}_-]*$/u, 'write letters and digits, beginning with a letter')

/** The form of the flows of a scenario, by name. */
export const flowsSchema = z
  .record(
    z
      .string()
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'write lower-case words joined by "-"')
      .max(60),
    z.strictObject({
      title: z.string().min(1).max(200).optional(),
      activities: z
        .record(names, z.string().min(1).max(300))
        .refine(one => Object.keys(one).length > 0, 'name at least one activity')
        .refine(one => !('start' in one || 'end' in one), '"start" and "end" cannot name activities')
        .describe('Activities by name, each with its title.'),
      follows: z
        .record(names, z.array(names).min(1))
        .describe('What may follow each activity, and "start"; "end" settles the case.'),
    }),
  )
  .default({})
  .describe(
    'Case types made of a log 由日志得出的流程: activities, and what follows what. `convoke calibrate --discover` writes them.',
  )

/** A flow as a scenario says it. */
export type Flow = z.output<typeof flowsSchema>[string]

const capital = (name: string) => name[0]?.toUpperCase() + name.slice(1)

/** The command that chooses what comes next; it takes no time. */
export const choiceOf = (next: string): string => `to${capital(next)}`

/** The task of choosing what comes after an activity, and that of doing one. */
export const choosingAfter = (activity: string): string => `after${capital(activity)}`
export const doing = (activity: string): string => `do${capital(activity)}`

/** The role that chooses, and the party that has it: chance, for which nobody has to be free. */
export const chooser = 'flow'
const chance = 'flow:chance'
const roleOf = (activity: string): string => `doer${capital(activity)}`

/**
 * Names in a flow that lead nowhere: what follows without being an activity, and activities without anything that follows.
 */
export function flowFaults({
  activities,
  follows,
}: Flow): readonly { readonly path: readonly string[]; readonly name: string }[] {
  const known = new Set([...Object.keys(activities), 'end'])
  const wrong = Object.entries(follows).flatMap(([from, nexts]) => [
    ...(from === 'start' || Object.hasOwn(activities, from) ? [] : [{ path: ['follows', from], name: from }]),
    ...nexts.filter(next => !known.has(next)).map(next => ({ path: ['follows', from], name: next })),
  ])
  const without = ['start', ...Object.keys(activities)].filter(name => !Object.hasOwn(follows, name))
  return [...wrong, ...without.map(name => ({ path: ['follows'], name }))]
}

/**
 * The case type of a flow 自由流程: after each activity somebody chooses what comes next, at once, and then it is done. A scenario says how
 * likely each choice is and how long each activity takes: `choose` of the task `after…`, `delay` and `effort` of `do…`; `last` of
 * a case is the activity before. `doers` of its opening names the party of an activity, otherwise `desk`.
 */
function flowCaseType(name: string, flow: Flow): AnyCaseType {
  const activities = Object.keys(flow.activities)
  const { follows } = flow
  const chosen = [...new Set(Object.values(follows).flat())]
  const words = declareCase({
    parameters: z.object({}),
    opening: z.object({ desk: partyId, doers: z.record(z.string(), partyId).default({}) }),
    context: z.object({ desk: partyId, doers: z.record(z.string(), partyId), last: z.string() }),
    roles: {
      [chooser]: { who: () => chance },
      ...Object.fromEntries(
        activities.map(activity => [
          roleOf(activity),
          {
            who: (c: { readonly desk: string; readonly doers: Readonly<Record<string, string>> }) =>
              c.doers[activity] ?? c.desk,
          },
        ]),
      ),
    },
    commands: {
      ...Object.fromEntries(activities.map(activity => [activity, { by: [roleOf(activity)] }])),
      ...Object.fromEntries(chosen.map(next => [choiceOf(next), { by: [chooser] }])),
    },
    deadlines: {},
    notices: {},
    opens: activities.map(roleOf),
  } as never) as never as {
    setup(parts: object): { createMachine(config: object): never }
    update(recipe: (args: { readonly context: { last: string } }) => undefined): unknown
  }
  const exempt = 'a flow found in a log has no deadline'
  const beforeOf = (activity: string) => `before${capital(activity)}`
  const states = {
    ...Object.fromEntries(
      ['start', ...activities].map(activity => [
        choosingAfter(activity),
        {
          meta: {
            duties: [
              {
                ...{ role: chooser, task: choosingAfter(activity), exempt },
                commands: (follows[activity] ?? []).map(choiceOf),
              },
            ],
          },
          on: Object.fromEntries(
            (follows[activity] ?? []).map(next => [choiceOf(next), next === 'end' ? 'ended' : beforeOf(next)]),
          ),
        },
      ]),
    ),
    ...Object.fromEntries(
      activities.map(activity => [
        beforeOf(activity),
        {
          meta: { duties: [{ role: roleOf(activity), task: doing(activity), commands: [activity], exempt }] },
          on: {
            [activity]: {
              target: choosingAfter(activity),
              actions: words.update(({ context }) => {
                context.last = activity
              }),
            },
          },
        },
      ]),
    ),
    ended: { type: 'final', meta: { outcome: 'ended' } },
  }
  const machine = words.setup({}).createMachine({
    context: ({ input }: { readonly input: { readonly opening: object; readonly parameters: object } }) => ({
      parameters: input.parameters,
      ...input.opening,
      last: 'start',
    }),
    initial: choosingAfter('start'),
    states,
  })
  const labels = (of: (zh: string, en: string) => string) => {
    const titleOf = (one: string) =>
      one === 'start' ? of('立案', 'the start') : one === 'end' ? of('结束', 'end') : (flow.activities[one] as string)
    const each = (list: readonly string[], key: (one: string) => string, text: (title: string) => string) =>
      Object.fromEntries(list.map(one => [key(one), text(titleOf(one))]))
    const after = (title: string) => of(`${title}之后`, `after ${title}`)
    return {
      title: flow.title ?? name,
      states: {
        ...each(['start', ...activities], choosingAfter, after),
        ...each(activities, beforeOf, title => of(`待${title}`, `waiting for ${title}`)),
        ended: of('结束', 'ended'),
      },
      roles: {
        [chooser]: of('流程', 'flow'),
        ...each(activities, roleOf, title => of(`${title}经办`, `whoever does ${title}`)),
      },
      commands: {
        ...each(
          activities,
          one => one,
          title => title,
        ),
        ...each(chosen, choiceOf, title => `→ ${title}`),
      },
      deadlines: {},
      guards: {},
      outcomes: { ended: of('结束', 'ended') },
      tasks: { ...each(['start', ...activities], choosingAfter, after), ...each(activities, doing, title => title) },
    }
  }
  return defineCaseType(
    words as never,
    {
      ...{ name, version: '0.0.0', machine, samples: {} },
      labels: { 'zh-CN': labels(zh => zh), en: labels((_, en) => en) },
      openings: [{ desk: 'desk:all' }],
    } as never,
  ) as never
}

const made = new WeakMap<object, AnyCaseType>()

/** The case types of the flows of a scenario. */
export function flowCaseTypes(flows: Readonly<Record<string, Flow>>): readonly AnyCaseType[] {
  return Object.entries(flows).map(([name, flow]) => {
    let caseType = made.get(flow)
    if (caseType === undefined) {
      caseType = flowCaseType(name, flow)
      made.set(flow, caseType)
    }
    return caseType
  })
}
