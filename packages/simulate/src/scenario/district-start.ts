// Cases that are open at the start of a scenario with districts: each belongs to one of them.

import type { OpenCase, Start } from './additions/start.js'
import { issueAt, type ScenarioIssue } from './issues.js'
import type { Arm } from './schema.js'
import { at } from './templates.js'

type Declared = NonNullable<Arm['districts']>[string]

/** A district with what is its own. */
interface Made {
  readonly name: string
  readonly arm: Arm
}

/**
 * The open cases of each district, in the order of the scenario: those of which the fields are as `open` says; where no district says, those that name
 * a party with people in this district and in no other.
 */
export function districtStarts(
  start: Start,
  made: readonly Made[],
  declared: Readonly<Record<string, Declared>>,
  under: readonly PropertyKey[],
): { readonly starts: readonly Start[]; readonly issues: readonly ScenarioIssue[] } {
  if (start.cases === undefined) return { starts: made.map(() => start), issues: [] }
  const own = made.map((): OpenCase[] => [])
  const issues: ScenarioIssue[] = []
  const isSaid = Object.values(declared).some(one => one.open !== undefined)
  for (const [i, one] of start.cases.entries()) {
    const { context } = one.snapshot.machine
    const named = new Set(textsIn(context))
    const found = made.flatMap(({ name, arm }, place) => {
      const fields = declared[name]?.open
      const isOwn = isSaid
        ? fields !== undefined && isMet(fields, context)
        : Object.keys(arm.parties).some(party => named.has(party))
      return isOwn ? [place] : []
    })
    const [place] = found
    if (place !== undefined && found.length === 1) own[place]?.push(one)
    else {
      const names = found.map(j => `"${made[j]?.name}"`)
      issues.push(
        names.length > 1
          ? issueAt(
              [...under, 'start', 'cases', i],
              `may belong to the districts ${names.join(' and ')}; say by "open" of each which fields its cases have`,
              `可能属于 ${names.join('、')} 等片区；请用各片区的 "open" 写明其办件的字段`,
            )
          : issueAt(
              [...under, 'start', 'cases', i],
              'belongs to no district: it names no party with people in one; say by "open" of each district which fields its cases have',
              '不属于任何片区：办件中没有片区人员所在单位；请用各片区的 "open" 写明其办件的字段',
            ),
      )
    }
  }
  return { starts: own.map(cases => ({ ...start, cases })), issues }
}

function isMet(fields: NonNullable<Declared['open']>, context: unknown): boolean {
  return Object.entries(fields).every(([path, wanted]) =>
    [wanted].flat().some(one => JSON.stringify(at(context, path)) === JSON.stringify(one)),
  )
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* textsIn(part)
}
