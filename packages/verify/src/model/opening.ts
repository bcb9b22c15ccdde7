// How the case that is explored is opened.
import {
  type AnyCaseType,
  type CaseDefinition,
  type CaseState,
  type Clock,
  ConvokeError,
  type Decision,
  type Json,
  type JsonObject,
  type PartyId,
  prepareOpening,
  resolveParameters,
  start,
} from '@convoke/core'

/** A case about to be explored: what it is opened with, by whom, under which knobs. */
export interface Opening {
  readonly opening: JsonObject
  readonly by: PartyId
  readonly parameters?: JsonObject | undefined
  /** A state to go on from, in place of the one that the opening leads to. */
  readonly begins?: CaseState | undefined
}

/**
 * The opening that is asked for, or the case type's first; by the party that is named, or the first among the texts of
 * the opening that may open a case.
 *
 * @throws ConvokeError `verify/opening` where a case cannot be opened so, with the reason
 */
export function openingFor(
  caseType: AnyCaseType,
  definition: CaseDefinition,
  asked: {
    readonly opening?: JsonObject | undefined
    readonly by?: PartyId | undefined
    readonly parameters?: JsonObject | undefined
  },
  clock: Clock,
): Opening {
  const opening = asked.opening ?? (caseType.openings?.[0] as JsonObject | undefined)
  if (opening === undefined) throw refused(caseType, 'it has no "openings"')
  const candidates = asked.by === undefined ? [...new Set(textsIn(opening))] : [asked.by]
  let reason = 'it names nobody'
  for (const by of candidates) {
    const one: Opening = { opening, by, parameters: asked.parameters }
    const begun = begin(definition, one, clock, () => '0'.repeat(32))
    if (typeof begun !== 'string') return one
    reason = begun
  }
  throw refused(caseType, reason)
}

/** Opens it; or why that is refused. */
function begin(
  definition: CaseDefinition,
  { opening, by, parameters = {} }: Opening,
  clock: Clock,
  salt: () => string,
): Decision | string {
  const prepared = prepareOpening(definition, opening, { salt, subject: by })
  if (!prepared.ok) return `${prepared.denial.code} ${JSON.stringify(prepared.denial.details)}`
  const resolved = resolveParameters(definition, [parameters])
  if (!resolved.ok) return `${resolved.denial.code} ${JSON.stringify(resolved.denial.details)}`
  const request = { opening: prepared.data, parameters: resolved.values, reference: 'verify', by, commandId: 'open' }
  const decision = start(definition, request, clock)
  return decision.refusal === undefined
    ? decision
    : `${decision.refusal.code} ${JSON.stringify(decision.refusal.details)}`
}

/**
 * Opens it.
 *
 * @throws ConvokeError `verify/opening`
 */
export function opened(definition: CaseDefinition, opening: Opening, clock: Clock, salt: () => string): Decision {
  if (opening.begins !== undefined) return { drafts: [], state: opening.begins }
  const begun = begin(definition, opening, clock, salt)
  if (typeof begun === 'string') throw refused(definition.caseType, begun)
  return begun
}

/** The state a case begins in. */
export function firstState(definition: CaseDefinition, opening: Opening, clock: Clock): CaseState {
  return opened(definition, opening, clock, () => '0'.repeat(32)).state
}

function refused({ name }: AnyCaseType, reason: string): ConvokeError {
  return new ConvokeError(
    'verify/opening',
    `a case of "${name}" cannot be opened for verification (${reason}); give the case type "openings", or pass opened: { opening, by }`,
    { details: { caseType: name, reason } },
  )
}

function* textsIn(value: Json): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* textsIn(part as Json)
}
