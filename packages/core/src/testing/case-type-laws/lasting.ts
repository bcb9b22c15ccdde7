// What a store and another process have to find again.
// biome-ignore lint/style/noRestrictedImports: this law compares with XState's own actor
import { createActor } from 'xstate'
import { commandEvent } from '../../deciding/apply.js'
import { askerId } from '../../deciding/askers.js'
import type { CaseState, Draft } from '../../deciding/decision.js'
import { evolve } from '../../deciding/evolve.js'
import { restoreState, snapshotOf } from '../../deciding/snapshot.js'
import type { Facts } from '../../definition/case-type.js'
import type { JsonObject } from '../../json/json.js'
import { holds, same } from '../law.js'
import { sealed } from '../paper-case.js'
import type { CaseTypeLaw } from './case-type-law.js'

const head = { seq: 1, at: 0, hash: '0'.repeat(64) }

/** Laws of replay, snapshots and XState. */
export const lastingLaws: readonly CaseTypeLaw[] = [
  {
    name: 'a journal replays to the states it was decided in',
    scope: 'history',
    check({ definition, calendar, histories }) {
      for (const { name, drafts } of histories()) {
        const journal = sealed(definition, drafts)
        const facts = { disclosures: journal.flatMap(({ disclosures }) => disclosures), calendarOf: () => calendar }
        let state: CaseState | undefined
        journal.forEach(({ entry }, index) => {
          state = evolve(definition, state, entry, facts)
          const { after } = drafts[index] as Draft
          same(plain(state), plain(after), `the state after entry ${entry.seq} (${entry.type}) of ${name}`)
        })
      }
    },
  },
  {
    name: 'a snapshot survives being written as JSON, after every entry',
    scope: 'history',
    check({ definition, histories }) {
      for (const { name, drafts } of histories()) {
        for (const { after, type } of drafts) {
          const snapshot = snapshotOf(after, head)
          const read = snapshotOf(restoreState(definition, JSON.parse(JSON.stringify(snapshot))), head)
          same(read, snapshot, `the snapshot after ${type} of ${name}, read again`)
        }
      }
    },
  },
  {
    name: 'the machine is an ordinary XState machine: a live actor comes to the same states',
    scope: 'history',
    check({ caseType, definition, histories }) {
      for (const { name, drafts } of histories()) {
        const [first, ...rest] = drafts
        const { opening, parameters } = (first as Draft).data.seen
        const input = { opening, parameters, by: first?.by, at: first?.at }
        const actor = createActor(caseType.machine as never, { input } as never)
        // Where an action throws, the states differ; XState would also throw it at nobody, a turn later.
        actor.subscribe({ error: () => {} })
        actor.start()
        for (const { type, kind, data, by, onBehalfOf, at, after } of rest) {
          if (kind === 'admin' || definition.commands.get(type)?.builtIn === true) continue
          const { facts, ...seen } = data.seen
          const event =
            kind === 'command'
              ? commandEvent({ type, seen: seen as JsonObject, by, onBehalfOf, facts: facts as Facts | undefined }, at)
              : { ...data.seen, ...(type === 'case.joined' ? { asker: askerId(data.seen as never) } : {}), type, at }
          // What comes after a machine has ended changes nothing, and XState warns of it.
          if ((actor.getSnapshot() as { readonly status: string }).status === 'active') actor.send(event as never)
          const { value, context } = actor.getSnapshot() as { readonly value: unknown; readonly context: unknown }
          same(
            { value, context },
            { value: after.machine.value, context: after.machine.context },
            `XState after ${type} of ${name}`,
          )
        }
      }
    },
  },
  {
    name: 'the context stays within its schema, and small',
    scope: 'history',
    check({ definition, histories, options }) {
      const most = options.mostCharacters ?? 200_000
      for (const { name, drafts } of histories()) {
        for (const { after, type } of drafts) {
          const { parameters: _, ...own } = after.machine.context
          const parsed = definition.context.safeParse(own)
          holds(
            parsed.success,
            `the context after ${type} of ${name} does not fit its schema: ${parsed.error?.message}`,
          )
          const { length } = JSON.stringify(after.machine.context)
          holds(length <= most, `the context after ${type} of ${name} has ${length} characters, more than ${most}`)
        }
      }
    },
  },
]

function plain(state: CaseState): unknown {
  const { machine, ...rest } = state
  return { ...rest, machine: machine.toJSON() }
}
