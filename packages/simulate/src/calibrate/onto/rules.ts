// What was found of the duties of a log, as rules of a scenario.
import type { JsonObject } from '@convoke/core'
import type { ScenarioInput } from '../../scenario/schema.js'
import type { DutyTimes } from './duties-found.js'
import type { ReplayedCase } from './replay.js'
import { type CaseTypeMap, mappedActs } from './type-map.js'

type Rule = NonNullable<ScenarioInput['behaviour']>[number]

/** Parts into which the data of a command that varies are divided, so that each value comes as often as it was seen. */
const parts = 20

/** The rules of all duties: of a certain party first, of later times before the first. */
export function rulesOf(
  type: string,
  duties: readonly DutyTimes[],
  cases: readonly ReplayedCase[],
  how: { readonly map: CaseTypeMap; readonly delayIn: 'hours' | 'elapsed'; readonly hasStarts: boolean },
): Rule[] {
  const dataOf = dataSeen(cases, how.map)
  const rules = duties.flatMap(({ role, task, party, choices, times }): readonly Rule[] => {
    const about = { type, role, task, ...(party === null ? {} : { party }), basis: 'measured' as const }
    if (choices.length === 0) return [{ ...about, choose: { never: 1 } }]
    return choices.map(({ visit, commands }): Rule => {
      const data = commands.flatMap(({ command }) => {
        const own = dataOf(command)
        return own === undefined ? [] : [[command, own] as const]
      })
      return {
        ...about,
        ...(visit === 'later' ? { when: { n: { from: 2 } } } : {}),
        choose: Object.fromEntries(
          commands.map(({ command, share }) => [command, Number(share.estimate.toPrecision(4))]),
        ),
        // Where work is known, the queue for people makes the waiting.
        ...(how.hasStarts ? { effort: times.effort } : { delay: times.delay, delayIn: how.delayIn }),
        ...(data.length === 0 ? {} : { data: Object.fromEntries(data) }),
      }
    })
  })
  return [...rules.filter(({ party }) => party !== undefined), ...rules.filter(({ party }) => party === undefined)]
}

/** The data that a command was seen with, as far as the map says what they are. */
function dataSeen(cases: readonly ReplayedCase[], map: CaseTypeMap) {
  const said = new Set(mappedActs(map).flatMap(({ command, data }) => (data === undefined ? [] : [command])))
  const seen = new Map<string, JsonObject[]>()
  for (const { events } of cases)
    for (const { command, data, fate } of events) {
      if (command === undefined || data === undefined || !said.has(command)) continue
      if (fate !== 'duty' && fate !== 'free') continue
      const own = seen.get(command)
      if (own === undefined) seen.set(command, [data])
      else own.push(data)
    }
  return (command: string): JsonObject | undefined => {
    const all = seen.get(command)
    return all === undefined ? undefined : drawnFrom(all)
  }
}

/** One template for many data: what is always the same, and what is drawn as often as it was seen. */
function drawnFrom(all: readonly JsonObject[]): JsonObject {
  const names = mostCommon(all.map(one => JSON.stringify(Object.keys(one).sort())))
  const alike = all.filter(one => JSON.stringify(Object.keys(one).sort()) === names)
  return Object.fromEntries(
    Object.keys(alike[0] ?? {}).map(name => {
      const counts = new Map<string, number>()
      for (const one of alike) {
        const value = JSON.stringify(one[name])
        counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      if (counts.size === 1) return [name, (alike[0] as JsonObject)[name] as never]
      return [name, { $pick: spread(counts, alike.length).map(value => JSON.parse(value) as never) }]
    }),
  )
}

function mostCommon(list: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? ''
}

/** Values so often as their shares of all, the largest remainders first. */
function spread(counts: ReadonlyMap<string, number>, total: number): readonly string[] {
  const slots = Math.min(total, Math.max(parts, counts.size))
  const exact = [...counts].map(([value, count]) => ({ value, share: (slots * count) / total }))
  const given = exact.map(({ value, share }) => ({ value, n: Math.floor(share), rest: share % 1 }))
  const left = slots - given.reduce((sum, { n }) => sum + n, 0)
  const more = new Set(
    [...given]
      .sort((a, b) => b.rest - a.rest || (a.value < b.value ? -1 : 1))
      .slice(0, left)
      .map(({ value }) => value),
  )
  return given.flatMap(({ value, n }) => Array.from({ length: n + (more.has(value) ? 1 : 0) }, () => value))
}
