import * as z from 'zod'
import { canonicalJson } from '../json/canonical.js'
import { sha256Hex } from '../json/hash.js'
import type { AnyCaseType, Knob } from './case-type.js'
import { combinatorOf, partsOf } from './guard-combinators.js'
import { type AnyState, kindOf, listOf, metaOf, type StateEntry, stateTree } from './state-tree.js'
import { recipeOf } from './update-action.js'

const known = new WeakMap<AnyCaseType, string>()

/**
 * The fingerprint of a case type's declaration: lower-case hex SHA-256 over its canonical JSON. Covers the state tree,
 * guard and action names with fixed parameters, roles, commands, deadlines, notices, links and the JSON Schemas.
 *
 * Not covered: functions (code hashes differently after every build), labels, samples, titles, name and version. Two
 * declarations with equal hashes may therefore still behave differently; a changed hash says that something declared
 * changed. Diagnostic: it drops cached snapshots, it never refuses a load.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * definitionHash(errand) === definitionHash({ ...errand, samples: {} }) // => true
 * definitionHash(errand) === definitionHash({ ...errand, opens: ['invitee'] }) // => false
 */
export function definitionHash(caseType: AnyCaseType): string {
  let hash = known.get(caseType)
  if (hash === undefined) {
    hash = sha256Hex(canonicalJson(declarationOf(caseType)))
    known.set(caseType, hash)
  }
  return hash
}

/**
 * What {@link definitionHash} covers, as plain JSON; for showing what changed between two definitions.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * declarationOf(errand).opens // => ['convener']
 */
export function declarationOf(caseType: AnyCaseType): Readonly<Record<string, unknown>> {
  const [root] = stateTree((caseType.machine as { readonly config: AnyState }).config)
  return {
    parameters: schemaOf(caseType.parameters),
    opening: schemaOf(caseType.opening),
    context: schemaOf(caseType.context),
    roles: mapped(caseType.roles, plain),
    commands: mapped(caseType.commands, ({ data, lookups, ...rest }) => ({
      ...plain(rest),
      data: schemaOf(data),
      lookups: Object.keys(lookups ?? {}).sort(),
    })),
    deadlines: mapped(caseType.deadlines, plain),
    notices: mapped(caseType.notices, schemaOf),
    separation: caseType.separation ?? [],
    races: caseType.races ?? [],
    onlyGrows: caseType.onlyGrows ?? {},
    links: mapped(caseType.links ?? {}, ({ caseType: other, returns }) => ({
      caseType: other,
      returns: schemaOf(returns),
    })),
    result: schemaOf(caseType.result?.schema),
    opens: caseType.opens ?? null,
    ...(caseType.joins === undefined ? {} : { joins: caseType.joins }),
    machine: stateOf(root as StateEntry),
  }
}

function mapped<T>(all: Readonly<Record<string, T>>, to: (value: T) => unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, to(value)]))
}

/** Data as it is; of a function only that it is there. */
function plain(value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, typeof field === 'function' ? '~function' : field]),
  )
}

/** The JSON Schema of what is accepted, without its words. Null for no schema. */
function schemaOf(schema: unknown): unknown {
  if (schema === undefined) return null
  return z.toJSONSchema(schema as z.ZodType, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.title
      delete jsonSchema.description
      delete jsonSchema.examples
      const knob = jsonSchema['x-knob'] as Knob | undefined
      if (knob !== undefined) jsonSchema['x-knob'] = { authority: knob.authority, jurisdiction: knob.jurisdiction }
    },
  })
}

function stateOf(state: StateEntry): Readonly<Record<string, unknown>> {
  const { config } = state
  return {
    type: kindOf(state),
    initial: config.initial,
    history: config.history,
    target: config.target,
    id: config.id,
    tags: listOf(config.tags),
    ...metaOf(state),
    on: mapped((config.on ?? {}) as Readonly<Record<string, unknown>>, movesOf),
    always: movesOf(config.always),
    onDone: movesOf(config.onDone),
    entry: listOf(config.entry).map(callOf),
    exit: listOf(config.exit).map(callOf),
    states: Object.fromEntries(state.children.map(child => [child.key, stateOf(child)])),
  }
}

function movesOf(moves: unknown): readonly unknown[] {
  return listOf(moves).map(move => {
    if (typeof move === 'string') return { target: [move], guard: null, actions: [], reenter: false }
    const { target, guard, actions, reenter } = move as AnyState
    return {
      target: listOf(target),
      guard: guard === undefined ? null : callOf(guard),
      actions: listOf(actions).map(callOf),
      reenter: reenter === true,
    }
  })
}

/** A guard or action by name, with its parameters where they are fixed; inline updates are all alike. */
function callOf(call: unknown): unknown {
  if (typeof call === 'string') return call
  if (recipeOf(call) !== undefined) return '~update'
  if (typeof call === 'function') {
    const combinator = combinatorOf(call)
    return combinator === undefined ? '~function' : { [combinator]: partsOf(call).map(callOf) }
  }
  const { type, params } = call as { readonly type: unknown; readonly params?: unknown }
  return params === undefined ? type : { type, params: typeof params === 'function' ? '~function' : params }
}
