import { capital, type DefinitionCode, definitionError, instead } from '../definition-error.js'
import type { AnyState } from '../state-tree.js'
import { recipeOf } from '../update-action.js'

/** What `setup` was given, by name. */
export interface Implementations {
  readonly actions: Readonly<Record<string, unknown>>
  readonly guards: Readonly<Record<string, unknown>>
}

/** XState's own actions, none of which a stored case may use: the code of the refusal, and what to do instead. */
const foreign: Readonly<Record<string, readonly [code: DefinitionCode, instead: string]>> = {
  'xstate.assign': ['foreign-assign', 'an assign of another make can start actors; change the context with update(…)'],
  'xstate.raise': ['raise', 'an event that a case sends itself is no act of a party; use "always" with a guard'],
  'xstate.sendTo': ['send-to', 'a case talks to no actors; speak with notify(…)'],
  'xstate.emit': ['emit', 'what is emitted is lost in a restart; speak with notify(…)'],
  'xstate.log': ['log', 'the journal records every act already'],
  'xstate.enqueueActions': ['enqueue-actions', 'list the actions, with guarded transitions where they differ'],
  'xstate.spawnChild': ['spawn', 'a case starts no actors; declare a notice, or open another case through a link'],
  'xstate.stopChild': ['stop', 'a case has no actors to stop'],
  'xstate.cancel': ['cancel', 'a case has no timers to cancel; a deadline ends when its state is left'],
}

/** Refuses an action of `setup` that is not an update, also when no state uses it yet. */
export function checkActionsOfSetup({ actions }: Implementations, says: readonly string[]): void {
  for (const [name, action] of Object.entries(actions)) {
    if (!says.includes(name)) checkUpdate(`setup() action "${name}"`, action)
  }
}

/** Refuses an action that is neither an update nor a declared notice. */
export function checkAction(
  where: string,
  action: unknown,
  { actions }: Implementations,
  says: readonly string[],
): void {
  const name = nameOfAction(action)
  if (name === undefined) {
    checkUpdate(where, action)
  } else if (says.includes(name)) {
    if (typeof action === 'object' && (action as AnyState).params !== undefined) return
    throw definitionError(
      'notice-without-params',
      where,
      `${capital(where)} says "${name}" without saying what and to whom: write notify('${name}', ({ context }) => ({ to: …, … })).`,
      { name },
    )
  } else if (!Object.hasOwn(actions, name)) {
    const known = [...says, ...Object.keys(actions).filter(other => !says.includes(other))]
    throw definitionError(
      'unknown-action',
      where,
      `${capital(where)} uses "${name}", which is neither a notice nor an action of setup(): ${instead(name, known)}`,
      { name },
    )
  }
}

function nameOfAction(action: unknown): string | undefined {
  if (typeof action === 'string') return action
  return typeof action === 'object' && action !== null ? String((action as AnyState).type) : undefined
}

function checkUpdate(where: string, action: unknown): void {
  if (recipeOf(action) !== undefined) return
  const type = (action as { readonly type?: unknown } | null)?.type
  const [code, sentence] = foreign[String(type)] ?? [
    'function-action',
    'it could do anything, and would do it again at every replay; change data with update(…), speak with notify(…)',
  ]
  const what = code === 'function-action' ? 'a plain function' : String(type).replace('xstate.', '')
  throw definitionError(code, where, `${capital(where)} uses ${what}: ${sentence}.`, { action: what })
}
