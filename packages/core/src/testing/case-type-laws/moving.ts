// Where a case can come, who moves it, and what may not happen on the way.

import { stateNodes } from '@convoke/kernel/description'
import { nextRungAt } from '../../deciding/deadlines.js'
import { advance, decide } from '../../deciding/decide.js'
import type { CaseState } from '../../deciding/decision.js'
import { rollsOf, rosterOf } from '../../deciding/roster.js'
import { activePaths } from '../../definition/case-definition.js'
import { holds, same } from '../law.js'
import { paperCase } from '../paper-case.js'
import type { CaseTypeLaw } from './case-type-law.js'
import type { Study } from './history.js'

/** More rungs than any case has before it settles. */
const mostRungs = 1000

/** Laws of states, duties and clocks. */
export const movingLaws: readonly CaseTypeLaw[] = [
  {
    name: 'in every open state somebody has something to do, by a deadline or with a reason for none',
    scope: 'history',
    check({ definition, histories }) {
      for (const { name, drafts } of histories()) {
        for (const { after } of drafts) {
          if (after.outcome !== null || after.machine.status !== 'active') continue
          const where = `${activePaths(definition, after.machine).join(', ')} of ${name}`
          const duties = after.machine.nodes.flatMap(node => definition.duties.get(node) ?? [])
          const named = [...rosterOf(definition, after.machine).values()].flat()
          const held = new Set([...named, ...Object.keys(rollsOf(definition, after.machine))])
          holds(
            duties.some(({ role, exempt }) => exempt !== undefined || held.has(role)),
            `in ${where} nobody holds the role of any duty`,
          )
          const runs = after.deadlines.some(
            ({ rungs, left }) => left !== null || rungs.some(({ rung, fired }) => rung === 'due' && !fired),
          )
          holds(
            runs || duties.some(({ exempt }) => exempt !== undefined),
            `in ${where} no deadline runs, and no duty says why`,
          )
        }
      }
    },
  },
  {
    name: 'every state is reached by some history',
    scope: 'all',
    check({ caseType, definition, histories }) {
      const reached = new Set(
        histories().flatMap(({ drafts }) => drafts.flatMap(({ after }) => activePaths(definition, after.machine))),
      )
      const leaves = stateNodes(caseType.machine as never).filter(
        ({ children, path }) => children.length === 0 && path !== '',
      )
      const missing = leaves.map(({ path }) => path).filter(path => !reached.has(path))
      holds(
        missing.length === 0,
        `no history reaches ${missing.join(', ')}: give \`data\` that fits, or histories of your own as \`played\``,
      )
    },
  },
  {
    name: 'from every state reached, silence or some history leads to an outcome',
    scope: 'all',
    check(study) {
      const { definition, histories } = study
      const settling = new Set<string>()
      const open = new Map<string, CaseState>()
      for (const { drafts } of histories()) {
        const ends = drafts.some(({ after }) => isOver(after))
        for (const { after } of drafts) {
          if (isOver(after)) continue
          const where = activePaths(definition, after.machine).join(', ')
          if (ends) settling.add(where)
          open.set(where, after)
        }
      }
      for (const [where, state] of open)
        holds(settling.has(where) || settlesInSilence(study, state), `no way out of ${where} was found`)
    },
  },
  {
    name: 'a refused command leaves the case as the clock left it',
    scope: 'history',
    check({ definition, calendar, histories }) {
      for (const { name, attempts } of histories()) {
        for (const { before, at, request, decision } of attempts) {
          if (decision.refusal === undefined || request === undefined) continue
          const clock = { at, calendar }
          const waited = advance(definition, before, clock)
          const text = JSON.stringify([waited.state.machine.toJSON(), waited.state.deadlines])
          const again = decide(definition, before, request, clock)
          holds(again.refusal !== undefined, `"${request.type}" of ${name} is refused once and accepted the next time`)
          same(again.state.marks, waited.state.marks, `the marks after a refused "${request.type}" of ${name}`)
          holds(
            JSON.stringify([again.state.machine.toJSON(), again.state.deadlines]) === text,
            `a refused "${request.type}" of ${name} changes the case`,
          )
        }
      }
    },
  },
  {
    name: 'a deadline is kept until the millisecond before it is due, and reached at that instant',
    scope: 'history',
    check({ definition, calendar, histories }) {
      for (const { name, drafts } of histories()) {
        for (const { after } of drafts) {
          const next = after.deadlines
            .filter(({ rungs }) => rungs.some(({ rung, fired }) => rung === 'due' && !fired))
            .sort((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY))[0]
          if (next?.dueAt == null || next.dueAt <= after.lastAt) continue
          const is = ({ name: other, key, n }: typeof next) => other === next.name && key === next.key && n === next.n
          const early = advance(definition, after, { at: next.dueAt - 1, calendar })
          const what = `the deadline "${next.name}" of ${name}`
          const still = early.state.deadlines.find(is)
          holds(
            still?.rungs.some(({ rung, fired }) => rung === 'due' && !fired) === true,
            `${what} ends before it is due`,
          )
          if (still?.dueAt !== next.dueAt) continue
          const late = advance(definition, early.state, { at: next.dueAt, calendar })
          const type = `deadline.${next.name}`
          holds(
            late.drafts.some(draft => draft.type.startsWith('deadline.') && draft.at === next.dueAt) ||
              late.drafts.some(draft => draft.type === type),
            `${what} is not reached when it is due`,
          )
        }
      }
    },
  },
  {
    name: 'what only grows never shrinks, but by the commands that may reset it',
    scope: 'history',
    check({ caseType, histories }) {
      for (const [field, resets] of Object.entries(caseType.onlyGrows ?? {})) {
        for (const { name, drafts } of histories()) {
          drafts.forEach(({ after, type }, index) => {
            const before = drafts[index - 1]?.after
            if (before === undefined || resets.includes(type)) return
            const [was, is] = [before.machine.context[field], after.machine.context[field]]
            const [most, left] = [size(was), size(is)]
            holds(left >= most, `"${field}" shrinks from ${most} to ${left} by ${type} of ${name}`)
            for (const [part, times] of partsOf(was)) {
              const isThere = (partsOf(is).get(part) ?? 0) >= times
              holds(isThere, `"${field}" loses ${part} by ${type} of ${name}`)
            }
          })
        }
      }
    },
  },
  {
    name: 'nobody does what is separated from what it did',
    scope: 'history',
    check({ caseType, histories }) {
      const organisation = (party: string) => (party.includes('/') ? party.slice(0, party.lastIndexOf('/')) : party)
      for (const { did, mayNot, item } of caseType.separation ?? []) {
        for (const { name, drafts } of histories()) {
          const done = new Set<string>()
          for (const { type, kind, by, onBehalfOf, data } of drafts) {
            if (kind !== 'command') continue
            const subject = item === undefined ? '' : JSON.stringify(data.seen[item])
            const marks = [by, onBehalfOf].flatMap(party =>
              party === undefined ? [] : [`${organisation(party)} ${subject}`],
            )
            if (type === mayNot)
              for (const mark of marks) holds(!done.has(mark), `in ${name} ${by} did ${did} and then ${mayNot}`)
            if (type === did) for (const mark of marks) done.add(mark)
          }
        }
      }
    },
  },
  {
    name: 'deciding reads no clock and no chance, and changes nothing it is given',
    scope: 'history',
    check({ caseType, definition, calendar, histories }) {
      const some = histories().slice(0, 10)
      untouched(() => {
        for (const { opened, attempts } of some) {
          if (opened !== undefined) paperCase(caseType, opened, [], { calendar })
          for (const { before, at, request } of attempts) {
            if (request === undefined) continue
            deepFreeze(request.data)
            decide(definition, before, request, { at, calendar })
          }
        }
      })
    },
  },
]

function isOver(state: CaseState): boolean {
  return state.outcome !== null || state.machine.status !== 'active'
}

function settlesInSilence({ definition, calendar }: Study, from: CaseState): boolean {
  let state = from
  for (let rungs = 0; rungs < mostRungs && !isOver(state); rungs++) {
    const at = nextRungAt(state)
    if (at === null) return false
    state = advance(definition, state, { at, calendar }).state
  }
  return isOver(state)
}

function size(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

/** The keys of a record and the plain values in a list, each with how often it is there. What a list has of objects may change. */
function partsOf(value: unknown): ReadonlyMap<string, number> {
  const parts = new Map<string, number>()
  if (typeof value !== 'object' || value === null) return parts
  const all: readonly unknown[] = Array.isArray(value) ? value : Object.keys(value)
  for (const part of all) {
    if (typeof part === 'object' && part !== null) continue
    const text = JSON.stringify(part)
    parts.set(text, (parts.get(text) ?? 0) + 1)
  }
  return parts
}

/** Runs with the clock and chance trapped; they are as before when it is over, however it ends. */
function untouched(run: () => void): void {
  const { now } = Date
  const { random } = Math
  const trap = (what: string) => () => {
    holds(false, `the case type asks ${what}`)
    return 0
  }
  try {
    Date.now = trap('Date.now()')
    Math.random = trap('Math.random()')
    run()
  } finally {
    Date.now = now
    Math.random = random
  }
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
}
