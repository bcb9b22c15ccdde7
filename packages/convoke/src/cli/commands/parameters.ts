import {
  type AnyCaseType,
  type Authority,
  caseDefinition,
  type Duration,
  type Json,
  knobsOf,
  type Locale,
  resolveParameters,
} from '@convoke/core'
import { cleanLine } from '../../terminal/clean.js'
import { durationText } from '../../terminal/deadline-lines.js'
import { table } from '../../terminal/table.js'
import { say } from '../../terminal/words.js'
import { refuse } from '../answers.js'
import { type Call, lookOf } from '../call.js'
import { configuredCaseTypes } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { namedCaseType } from '../named-case-type.js'
import { tell } from '../words.js'

/** A knob as it is told, its default among it. */
interface ToldKnob {
  readonly parameter: string
  readonly title: Readonly<Record<Locale, string>>
  readonly authority: Authority
  readonly source: string | null
  /** Null where a value has to be given. */
  readonly default: Json
}

/** `convoke parameters CASETYPE`: what a policy may turn, at its default, and who may set it. */
export async function parameters(call: Call, _: object, name: string): Promise<number> {
  const caseTypes = await configuredCaseTypes(call)
  const known = await namedCaseType(call, caseTypes, name)
  if ('refusal' in known) return refuse(call, lookOf(call, 'UTC', caseTypes), known.refusal)
  const { lang } = call
  const knobs = knobsIn(known.caseType)
  call.print({ caseType: known.caseType.name, version: known.caseType.version, parameters: knobs }, () =>
    knobs.length === 0
      ? [tell(lang, 'parameters.none')]
      : table(
          knobs.map(knob => [
            cleanLine(knob.parameter),
            cleanLine(knob.title[lang]),
            cleanLine(valueText(knob.default, lang)),
            say(lang, `authority.${knob.authority}`),
            cleanLine(knob.source ?? ''),
          ]),
        ),
  )
  return exitCodes.done
}

function valueText(value: Json, lang: Locale): string {
  if (value === null) return '–'
  const { n, unit } = value as Partial<Duration>
  return typeof n === 'number' && typeof unit === 'string'
    ? durationText({ lang }, { n, unit } as Duration)
    : JSON.stringify(value)
}

function knobsIn(caseType: AnyCaseType): readonly ToldKnob[] {
  const resolved = resolveParameters(caseDefinition(caseType), [])
  const values = resolved.ok ? resolved.values : {}
  return Object.entries(knobsOf(caseType)).map(([parameter, { title, authority, source }]) => ({
    ...{ parameter, title, authority },
    source: source ?? null,
    default: (values as Readonly<Record<string, Json>>)[parameter] ?? null,
  }))
}
