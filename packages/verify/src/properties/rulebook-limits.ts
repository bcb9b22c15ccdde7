// The limits of a rulebook beside what a case type declares: how long deadlines are, and what knobs are set to.
import type { CaseDefinition, Duration, Limit } from '@convoke/core'

/** What a case type declares otherwise than the rulebook says, in words. Parameters are as nobody turned them. */
export function otherLimits({ caseType, parameters }: CaseDefinition, limits: readonly Limit[]): readonly string[] {
  const usual = parameters.parse({}) as Readonly<Record<string, unknown>>
  return limits.flatMap(limit => {
    const { of, kind, is } = limit
    const said = textOf(is)
    if (kind === undefined) {
      const value = usual[of]
      return isSame(is, value) ? [] : [`${of} is ${textOf(value)}, and the rulebook says ${said}`]
    }
    const name = of.slice('deadline.'.length)
    const { kind: declaredKind = 'within', within } = (caseType.deadlines as Readonly<Record<string, Declared>>)[
      name
    ] as Declared
    const value = typeof within === 'string' ? usual[within] : within
    return [
      ...(declaredKind === kind ? [] : [`${of} is of the kind ${declaredKind}, and the rulebook says ${kind}`]),
      ...(isSame(is, value) ? [] : [`${of} is ${textOf(value)} long, and the rulebook says ${said}`]),
    ]
  })
}

interface Declared {
  readonly kind?: string | undefined
  readonly within?: string | Duration | undefined
}

function isSame(said: Limit['is'], declared: unknown): boolean {
  if (typeof said === 'number') return said === declared
  return Object.entries(said).every(([key, value]) => (declared as Record<string, unknown> | null)?.[key] === value)
}

function textOf(value: unknown): string {
  const { n, unit, need, of } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  if (unit !== undefined) return `${n} ${String(unit).replace('-', ' ')}${n === 1 ? '' : 's'}`
  return need === undefined ? String(value ?? 'of no length') : `${need} of ${of}`
}
