// Commands that a rule has people give and that nobody ever gave: as a rule the case refuses them, for want of data that fit.
import type { AnyCaseType } from '@convoke/core'
import type { Arm, BehaviourRule } from '../scenario/schema.js'
import type { Figures } from './indicators.js'
import type { Sentence } from './result.js'

/** A policy with what came of it. */
interface Ran {
  /** What it is called; undefined for the first. */
  readonly name?: string | undefined
  readonly arm: Pick<Arm, 'behaviour'>
  readonly figures: readonly Figures[]
  /** What was done in cases that were open at the start: case type and command. */
  readonly started: readonly string[]
  /** What cases say to what a rule means to do. */
  why(rule: BehaviourRule): Sentence
}

/**
 * A warning for each rule of which nothing that it names ever came about, in any case of the types that know it, under the first policy in
 * which that is so, by name where it is another than the first. A rule of which something did is left alone: what is rare may not come in a short run. Pure.
 */
export function neverDoneWarnings(policies: readonly Ran[], caseTypes: readonly AnyCaseType[]): readonly Sentence[] {
  const warned = new Map<string, Sentence>()
  for (const { name: policy, arm, figures, started, why } of policies) {
    const opened = new Set(figures.flatMap(({ dims: { caseType } }) => caseType ?? []))
    const acts = figures.flatMap(({ id, dims }) => (id === 'acts' ? `${dims.caseType} ${dims.command}` : []))
    const done = new Set([...acts, ...started])
    for (const [i, rule] of arm.behaviour.entries()) {
      const meant = namedIn(rule)
      const meaning = caseTypes.filter(
        ({ name, commands }) =>
          opened.has(name) &&
          (rule.type === undefined || rule.type === name) &&
          meant.some(command => mayGive(commands, command, rule.role)),
      )
      if (meaning.length === 0 || meaning.some(({ name }) => meant.some(command => done.has(`${name} ${command}`))))
        continue
      const list = meant.join(', ')
      const where = `behaviour.${i}`
      const key = `${where} ${list}`
      if (warned.has(key)) continue
      const said = why(rule)
      const [under, underZh] = policy === undefined ? ['', ''] : [`under “${policy}” `, `“${policy}”下，`]
      warned.set(key, {
        en: `${under}nothing that ${where} names ever came about: ${list}. ${said.en}`,
        'zh-CN': `${underZh}${where} 所列操作从未发生：${list}。${said['zh-CN']}`,
      })
    }
  }
  return [...warned.values()]
}

/** What a rule says that somebody does, by name. */
export function namedIn({ choose, data }: BehaviourRule): readonly string[] {
  const chosen = Object.entries(choose ?? {}).flatMap(([command, weight]) => (weight === 0 ? [] : command))
  const named = choose === undefined ? Object.keys(data ?? {}) : chosen
  return named.filter(command => command !== 'never')
}

function mayGive(commands: AnyCaseType['commands'], command: string, role: string | undefined): boolean {
  if (!Object.hasOwn(commands, command)) return false
  const by: readonly string[] = commands[command]?.by ?? []
  return role === undefined || by.includes(role)
}
