import { type CompiledMachine, compile, type State } from '@convoke/kernel'
import { stateNodes } from '@convoke/kernel/description'
import * as z from 'zod'
import type { JsonObject } from '../json/json.js'
import type { PartyId } from '../ports/party.js'
import type { FileReference } from '../ports/roll.js'
import { personal } from '../privacy/marks.js'
import { attachment } from './attachment.js'
import type {
  AnyCaseType,
  CommandDeclaration,
  DeadlineDeclaration,
  Duty,
  RoleDeclaration,
  StateMeta,
} from './case-type.js'
import { named, notDateOrNull, notList, notParties, notPartiesOrNull, notTexts } from './case-type-fault.js'
import { definitionHash } from './definition-hash.js'

type Context = Readonly<Record<string, unknown>>

/** A declared role with its functions callable on the context of any case. */
export interface CompiledRole {
  readonly name: string
  readonly who: (context: Context) => PartyId | readonly PartyId[] | null
  /** Undefined where the role is not listed on a roll. */
  readonly roll: ((context: Context) => FileReference | null) | undefined
  readonly lastResort: boolean
  /** Null: everybody in the case may learn who holds it. */
  readonly seenBy: readonly string[] | null
}

/** A declared command with its strict schema. */
export interface CompiledCommand extends Omit<CommandDeclaration<Context, Context>, 'data'> {
  readonly name: string
  readonly schema: z.ZodObject
  readonly builtIn: boolean
}

/** A declared deadline with the ids of the state nodes it runs on. */
export interface CompiledDeadline extends DeadlineDeclaration<Context> {
  readonly name: string
  readonly nodeIds: ReadonlySet<string>
}

/**
 * A case type made ready to decide: the compiled machine, strict schemas and look-up tables. One per case type, made
 * once and shared by everything that runs, simulates or verifies it.
 */
export interface CaseDefinition {
  readonly caseType: AnyCaseType
  readonly name: string
  readonly version: string
  /** SHA-256 of the declaration; diagnostic, never a reason to refuse a load. */
  readonly hash: string
  readonly machine: CompiledMachine
  readonly opening: z.ZodObject
  readonly parameters: z.ZodObject
  readonly context: z.ZodObject
  readonly roles: readonly CompiledRole[]
  readonly commands: ReadonlyMap<string, CompiledCommand>
  readonly deadlines: readonly CompiledDeadline[]
  /** Types of the entries at which an outer clock begins or ends. */
  readonly spans: ReadonlySet<string>
  /** Dotted path by node id, of the states a case may stand in: history states are none. The root has the empty path. */
  readonly paths: ReadonlyMap<string, string>
  readonly outcomes: ReadonlyMap<string, string>
  readonly duties: ReadonlyMap<string, readonly Duty[]>
  /** What a case that asked this one gets back; undefined where the case type declares nothing. */
  readonly result: ((context: Context, asker: string) => JsonObject) | undefined
}

/** Commands every case type has: stepping back 回避, and a note that changes no state 备注. */
const builtIns: Readonly<Record<string, z.ZodObject>> = {
  'case.recuse': z.strictObject({ ground: z.string().min(1).max(2000) }),
  // Marked as a whole, so that a note can be erased, and shown to some roles only.
  'case.note': z.strictObject({
    text: personal(z.string().min(1).max(10_000)),
    attachments: personal(z.array(attachment).min(1).max(20)).optional(),
    visibleTo: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
  }),
}

/** Names of the built-in commands, `case.recuse` and `case.note`. */
export const builtInCommands: readonly string[] = Object.keys(builtIns)

const compiled = new WeakMap<AnyCaseType, CaseDefinition>()

/**
 * The compiled form of a case type; the same object for the same case type. Pure.
 *
 * @throws ConvokeError `kernel/unsupported` where the machine uses what a stored case cannot have
 * @example
 * import { errand } from '@convoke/core/testing'
 * caseDefinition(errand).commands.get('reply')?.by // => ['invitee']
 * caseDefinition(errand) === caseDefinition(errand) // => true
 */
export function caseDefinition(caseType: AnyCaseType): CaseDefinition {
  const known = compiled.get(caseType)
  if (known !== undefined) return known
  const nodes = stateNodes(caseType.machine as never)
  const paths = new Map(nodes.flatMap(node => (node.type === 'history' ? [] : [[node.id, node.path]])))
  const byPath = new Map(nodes.map(node => [node.path, node.id]))
  const outcomes = new Map<string, string>()
  const duties = new Map<string, readonly Duty[]>()
  for (const node of nodes) {
    const meta = (node.meta ?? {}) as StateMeta
    if (meta.outcome !== undefined) outcomes.set(node.id, meta.outcome)
    if (meta.duties !== undefined) duties.set(node.id, meta.duties)
  }
  const commands = new Map<string, CompiledCommand>()
  for (const [name, declared] of Object.entries(caseType.commands)) {
    const { data, ...rest } = declared as CommandDeclaration<Context, Context>
    commands.set(name, {
      ...rest,
      ...lookupsOf(caseType, name, rest),
      name,
      schema: data === undefined ? z.strictObject({}) : (data as z.ZodObject).strict(),
      builtIn: false,
    })
  }
  for (const [name, schema] of Object.entries(builtIns))
    commands.set(name, { name, by: [], schema, builtIn: true, repeatable: name === 'case.note' })
  const definition: CaseDefinition = {
    caseType,
    name: caseType.name,
    version: caseType.version,
    hash: definitionHash(caseType),
    // Document order: a state folded from the journal and one restored from a snapshot must step alike (see the kernel's README).
    machine: compile(caseType.machine as never, { regionOrder: 'document' }) as CompiledMachine,
    opening: caseType.opening.strict(),
    parameters: caseType.parameters.strict(),
    context: caseType.context,
    roles: Object.entries(caseType.roles as Readonly<Record<string, RoleDeclaration<Context>>>).map(([name, role]) => ({
      name,
      who: named(caseType, `roles.${name}.who`, role.who ?? nobody, notPartiesOrNull),
      roll: role.roll && named(caseType, `roles.${name}.roll`, role.roll),
      lastResort: role.lastResort === true,
      seenBy: role.seenBy ?? null,
    })),
    commands,
    deadlines: Object.entries(caseType.deadlines).map(([name, deadline]) => {
      const on = deadline.on === undefined ? [] : [deadline.on].flat()
      return {
        ...(deadline as DeadlineDeclaration<Context>),
        ...selectorsOf(caseType, name, deadline as DeadlineDeclaration<Context>),
        name,
        nodeIds: new Set(on.map(path => byPath.get(path)).filter(id => id !== undefined)),
      }
    }),
    spans: new Set(Object.values(caseType.deadlines).flatMap(({ from = [], until = [] }) => [...from, ...until])),
    paths,
    outcomes,
    duties,
    result:
      caseType.result &&
      named(caseType, 'result.of', caseType.result.of as (context: Context, asker: string) => JsonObject),
  }
  compiled.set(caseType, definition)
  return definition
}

/**
 * The compiled form of a case type for a host with contexts of its own, such as a verifier whose one context stands for
 * many: recipes change the very context they are given, nothing is frozen, and of notices only those are worked out
 * that `tells` asks for. Not shared. Pure.
 *
 * @param instead the machine to use, of the same states, where that of the case type is not wanted as it is
 *
 * @throws ConvokeError `kernel/unsupported` where the machine uses what a stored case cannot have
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { machine } = definitionInPlace(errand, () => false)
 * const { state } = paperCase(errand, errandOpened)
 * const context = structuredClone(state.machine.context)
 * const here = machine.inContext(machine.restore(state.machine.toJSON()), context)
 * const submit = { type: 'submit', by: 'rc:chunshen', at: 0 }
 * machine.next(here, submit).state.context === context // => true
 */
export function definitionInPlace(
  caseType: AnyCaseType,
  tells: (type: string) => boolean,
  instead: unknown = caseType.machine,
): CaseDefinition {
  const machine = compile(instead as never, { regionOrder: 'document', drafts: 'none', tells })
  return { ...caseDefinition(caseType), machine: machine as CompiledMachine }
}

/**
 * The compiled form of a case type for a host that runs many cases and keeps no history of them, such as a simulator:
 * contexts are the kernel's own drafts and not frozen, and of notices only those are worked out that `tells` asks for.
 * `decide` and its kin take it as they take any; states of the two forms must not be mixed. Not shared. Pure.
 *
 * @throws ConvokeError `kernel/unsupported` where the machine uses what a stored case cannot have
 * @example
 * import { errand } from '@convoke/core/testing'
 * const { machine } = definitionOnDrafts(errand, () => false)
 * const opening = { topic: 'parking', convener: 'rc:chunshen', invitees: ['dept:police'], phone: null, budget: null }
 * const { state } = machine.initial({ opening, parameters: { quorum: 1 }, by: 'rc:chunshen', at: 0 })
 * Object.isFrozen(state.context) // => false
 * const submit = { type: 'submit', by: 'rc:chunshen', at: 0 }
 * machine.next(state, submit).effects // => []
 */
export function definitionOnDrafts(caseType: AnyCaseType, tells: (type: string) => boolean): CaseDefinition {
  const machine = compile(caseType.machine as never, { regionOrder: 'document', drafts: 'own', tells })
  return { ...caseDefinition(caseType), machine: machine as CompiledMachine }
}

/** The holders of a role that is listed on a roll only, as far as the case names them. */
const nobody = () => null

/** The functions of a deadline, each under its name. */
function selectorsOf(
  caseType: AnyCaseType,
  name: string,
  { each, due, owedBy, suspended, extended }: DeadlineDeclaration<Context>,
): Partial<DeadlineDeclaration<Context>> {
  const place = `deadlines.${name}`
  return {
    ...(each && { each: named(caseType, `${place}.each`, each, notTexts) }),
    ...(due && { due: named(caseType, `${place}.due`, due, notDateOrNull) }),
    ...(owedBy && { owedBy: named(caseType, `${place}.owedBy`, owedBy, notParties) }),
    ...(suspended && { suspended: named(caseType, `${place}.suspended`, suspended) }),
    ...(extended && { extended: named(caseType, `${place}.extended`, extended, notList) }),
  }
}

/** What a command asks the directory, each question under its name. */
function lookupsOf(
  caseType: AnyCaseType,
  name: string,
  { lookups }: CommandDeclaration<Context, Context>,
): Pick<CommandDeclaration<Context, Context>, 'lookups'> {
  if (lookups === undefined) return {}
  const { commonSuperior, authority, membership } = lookups
  const place = `commands.${name}.lookups`
  return {
    lookups: {
      ...(commonSuperior && { commonSuperior: named(caseType, `${place}.commonSuperior`, commonSuperior) }),
      ...(authority && { authority: named(caseType, `${place}.authority`, authority) }),
      ...(membership && { membership: named(caseType, `${place}.membership`, membership) }),
    },
  }
}

/**
 * Active state paths in document order, without the root.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * activePaths(definition, state.machine) // => ['drafting']
 */
export function activePaths(definition: CaseDefinition, machine: Pick<State, 'nodes'>): readonly string[] {
  return machine.nodes.map(id => definition.paths.get(id) ?? '').filter(path => path !== '')
}

/**
 * The outcome declared by an active state, the innermost first; null while the case is not settled. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * outcomeOf(definition, state.machine) // => null
 */
export function outcomeOf(definition: CaseDefinition, machine: Pick<State, 'nodes'>): string | null {
  for (let i = machine.nodes.length - 1; i >= 0; i--) {
    const outcome = definition.outcomes.get(machine.nodes[i] as string)
    if (outcome !== undefined) return outcome
  }
  return null
}
