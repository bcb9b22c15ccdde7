// What whoever asks is told: yes, or no with a reason; and that both agree with what was said to be allowed.

import { allowedFor } from '../../deciding/allowed.js'
import { advance, decide } from '../../deciding/decide.js'
import type { Locale } from '../../definition/case-type.js'
import { ConvokeError } from '../../errors/convoke-error.js'
import { refusalCodes } from '../../errors/refusal.js'
import { holds, LawBroken } from '../law.js'
import type { CaseTypeLaw } from './case-type-law.js'

const locales: readonly Locale[] = ['zh-CN', 'en']

/** Whoever holds no role in any case. */
const stranger = 'stranger:nobody-knows'

/** Laws of answers. */
export const answeringLaws: readonly CaseTypeLaw[] = [
  {
    name: 'whatever is sent is accepted or refused: nothing throws, and no draft is used after its update',
    scope: 'history',
    check({ histories }) {
      for (const { name, attempts } of histories()) {
        for (const { step, fault } of attempts) {
          if (fault === undefined) continue
          const what = step.kind === 'clock' ? 'the clock' : step.kind === 'join' ? 'a case that joins' : step.type
          throw new LawBroken(`${what} of ${name} throws: ${wordsOf(fault)}`, { cause: fault })
        }
      }
    },
  },
  {
    name: 'what is said to be allowed is accepted, and every refusal says why in both languages',
    scope: 'history',
    check({ definition, calendar, histories }) {
      for (const { name, attempts } of histories()) {
        for (const { before, at, request, decision } of attempts) {
          if (request === undefined || request.onBehalfOf !== undefined) continue
          const { type, by, facts } = request
          const { state } = advance(definition, before, { at, calendar })
          const said = allowedFor(definition, state, by, facts?.seats).find(({ command }) => command === type)?.verdict
          const { refusal } = decision
          if (refusal === undefined)
            holds(said !== 'no', `"${type}" by ${by} of ${name} is accepted, and was said not to be allowed`)
          else {
            holds(
              said !== 'yes',
              `"${type}" by ${by} of ${name} was said to be allowed, and is refused: ${refusal.code}`,
            )
            holds(refusalCodes.includes(refusal.code), `"${type}" of ${name} is refused with no known code`)
            const label = (refusal.details.label ?? {}) as Partial<Record<Locale, string>>
            if (refusal.code === 'refusal/guard')
              for (const locale of locales)
                holds((label[locale] ?? '').trim() !== '', `a refused "${type}" of ${name} has no words in ${locale}`)
          }
          const asked = decide(definition, before, { ...request, by: stranger, facts: undefined }, { at, calendar })
          holds(
            asked.refusal?.code === 'missing/case',
            `a stranger may send "${type}" of ${name}, or learns of the case`,
          )
        }
      }
    },
  },
]

function wordsOf(fault: unknown): string {
  const cause = ConvokeError.is(fault) ? fault.cause : undefined
  return [fault, cause].flatMap(one => (one instanceof Error ? [one.message] : [])).join(' ') || String(fault)
}
