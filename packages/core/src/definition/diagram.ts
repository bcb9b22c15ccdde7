import { type StateNodeDescription, stateNodes, type TransitionDescription } from '@convoke/kernel/description'
import type { AnyCaseType, AnyLabels, Locale, StateMeta } from './case-type.js'

/** How a case type is drawn. */
export interface DiagramOptions {
  /** The language of every word in it. */
  readonly locale: Locale
  /** Paths of states to mark, such as the active ones of a case; see {@link activePaths}. */
  readonly highlight?: readonly string[] | undefined
}

const words = {
  'zh-CN': {
    lapses: '到期',
    anywhere: '任何状态',
    refused: '关联办件未能开立',
    opened: '关联办件已开立',
    settled: '关联办件已办结',
    joined: '其他办件并入',
    rungs: {
      half: '时间过半',
      dayBefore: '只剩一个工作日',
      oneDayLate: '逾期一个工作日',
      fiveDaysLate: '逾期五个工作日',
    },
  },
  en: {
    lapses: 'time is up',
    anywhere: 'any state',
    refused: 'linked case refused',
    opened: 'linked case opened',
    settled: 'linked case settled',
    joined: 'another case joins',
    rungs: {
      half: 'half of the time is over',
      dayBefore: 'one working day is left',
      oneDayLate: 'one working day late',
      fiveDaysLate: 'five working days late',
    },
  },
} as const

/**
 * A case type as a Mermaid flowchart 流程图: its states as boxes in boxes, an arrow for every way from one to another,
 * labelled with the command or deadline that opens it. Settled states are rounded.
 *
 * Drawn from the machine itself, so it cannot fall behind. Left out: what stays where it is, and guards. What leads
 * from anywhere in a box to a state within it starts at a node of its own. All text is escaped: a label may hold any
 * character. Pure.
 *
 * @example
 * const words = declareCase({
 *   parameters: z.object({}),
 *   opening: z.object({ asker: partyId }),
 *   context: z.object({ asker: partyId }),
 *   roles: { asker: { who: c => c.asker } },
 *   commands: { withdraw: { by: ['asker'] } },
 *   deadlines: { answer: { on: 'asked', within: { n: 2, unit: 'working-day' } } },
 * })
 * const machine = words.setup().createMachine({
 *   context: ({ input }) => ({ parameters: input.parameters, ...input.opening }),
 *   initial: 'asked',
 *   states: { asked: { on: { withdraw: 'over', 'deadline.answer': 'over' } }, over: { type: 'final' } },
 * })
 * const en = {
 *   title: 'Asking',
 *   states: { asked: 'Asked', over: 'Over' },
 *   roles: { asker: 'Asker' },
 *   commands: { withdraw: 'Withdraw' },
 *   deadlines: { answer: 'Answer' },
 *   guards: {},
 * }
 * const asking = defineCaseType(words, { name: 'asking', version: '1.0.0', machine, labels: { 'zh-CN': en, en }, samples: {} })
 * mermaidOf(asking, { locale: 'en' }).split('\n').at(-2) // => '  s_asked -->|"Withdraw / Answer (time is up)"| s_over'
 */
export function mermaidOf(caseType: AnyCaseType, options: DiagramOptions): string {
  const { states, arrows } = diagramOf(caseType, options)
  const lines = ['flowchart TB']
  const draw = ({ name, label, kind, marked: _, inside }: DiagramState, indent: string) => {
    if (kind === 'begin') lines.push(`${indent}${name}((" "))`)
    else if (kind === 'any') lines.push(`${indent}${name}{{"${escaped(label)}"}}`)
    else if (kind === 'settled') lines.push(`${indent}${name}(["${escaped(label)}"])`)
    else if (kind === 'state') lines.push(`${indent}${name}["${escaped(label)}"]`)
    else {
      lines.push(`${indent}subgraph ${name}["${escaped(label)}"]`)
      for (const child of inside) draw(child, `${indent}  `)
      lines.push(`${indent}end`)
    }
  }
  for (const state of states) draw(state, '  ')
  for (const { from, to, labels } of arrows) {
    const text = labels.map(escaped).join(' / ')
    lines.push(`  ${from} -->${text === '' ? '' : `|"${text}"|`} ${to}`)
  }
  const marked = allStates(states)
    .filter(state => state.marked)
    .map(({ name }) => name)
  if (marked.length > 0)
    lines.push('  classDef active fill:#ffe58f,stroke:#ad6800', `  class ${marked.join(',')} active`)
  return `${lines.join('\n')}\n`
}

/** One state of a {@link Diagram}, or a sign that stands where a state would. */
export interface DiagramState {
  /** Plain letters, digits and `_`; unique in the diagram. */
  readonly name: string
  /** In the language of the diagram, as the case type has it: not escaped. */
  readonly label: string
  /**
   * `box`: has states inside. `settled`: a state with an outcome. `begin`: the dot a box begins at. `any`: stands for any
   * state of the box it lies in.
   */
  readonly kind: 'state' | 'settled' | 'box' | 'begin' | 'any'
  readonly marked: boolean
  readonly inside: readonly DiagramState[]
}

/** A case type as a drawing 流程图, for whoever lays it out: boxes in boxes, and arrows between them. Plain JSON. */
export interface Diagram {
  readonly title: string
  readonly states: readonly DiagramState[]
  /** What opens each way stands in `labels`; none where a case goes by itself. */
  readonly arrows: readonly { readonly from: string; readonly to: string; readonly labels: readonly string[] }[]
}

/**
 * What {@link mermaidOf} draws, as data. Labels are those of the case type and not escaped. Pure.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * diagramOf(errand, { locale: 'en' }).arrows[1]
 * // => { from: 's_drafting', to: 's_inviting', labels: ['Submit'] }
 */
export function diagramOf(caseType: AnyCaseType, { locale, highlight = [] }: DiagramOptions): Diagram {
  const nodes = stateNodes(caseType.machine as never)
  const byId = new Map(nodes.map(node => [node.id, node]))
  const names = namesOf(nodes)
  const labels = caseType.labels[locale]
  const name = (node: StateNodeDescription) => names.get(node.id) as string
  const ways = new Map(nodes.map(node => [node.id, waysFrom(node, labels, locale)]))
  // An arrow from a box to what lies in it cannot be drawn.
  const reachesInside = (node: StateNodeDescription) =>
    node.children.length > 0 &&
    Array.from(ways.get(node.id)?.keys() ?? []).some(target => within(byId.get(target), node, byId))

  const sign = (node: StateNodeDescription, kind: 'begin' | 'any', label: string): DiagramState => {
    return { name: `${name(node)}_${kind}`, label, kind, marked: false, inside: [] }
  }
  const inside = (node: StateNodeDescription): readonly DiagramState[] => [
    ...(beginsIn(node) === undefined ? [] : [sign(node, 'begin', '')]),
    ...(reachesInside(node) ? [sign(node, 'any', words[locale].anywhere)] : []),
    ...node.children.map(child => stateOf(byId.get(child) as StateNodeDescription)),
  ]
  const stateOf = (node: StateNodeDescription): DiagramState => {
    const isSettled = (node.meta as StateMeta | undefined)?.outcome !== undefined || node.type === 'final'
    return {
      name: name(node),
      label: labels.states[node.path] ?? (node.path || labels.title),
      kind: node.children.length > 0 ? 'box' : isSettled ? 'settled' : 'state',
      marked: node.path !== '' && highlight.includes(node.path),
      inside: inside(node),
    }
  }
  const arrows: { from: string; to: string; labels: readonly string[] }[] = []
  for (const node of nodes) {
    const first = byId.get(beginsIn(node) ?? '')
    if (first !== undefined) arrows.push({ from: `${name(node)}_begin`, to: name(first), labels: [] })
    for (const [target, said] of ways.get(node.id) ?? []) {
      const to = byId.get(target)
      if (to === undefined) continue
      const from = within(to, node, byId) && node.children.length > 0 ? `${name(node)}_any` : name(node)
      arrows.push({ from, to: name(to), labels: said })
    }
  }
  return { title: labels.title, states: inside(nodes[0] as StateNodeDescription), arrows }
}

function allStates(states: readonly DiagramState[]): readonly DiagramState[] {
  return states.flatMap(state => [state, ...allStates(state.inside)])
}

/** The state a box begins in; undefined where it has none, or begins in all. */
function beginsIn({ initial, type }: StateNodeDescription): string | undefined {
  return initial === null || type === 'parallel' ? undefined : initial
}

/** Whether a state is the box or lies in it. */
function within(
  node: StateNodeDescription | undefined,
  box: StateNodeDescription,
  byId: ReadonlyMap<string, StateNodeDescription>,
): boolean {
  for (let at = node; at !== undefined; at = at.parent === null ? undefined : byId.get(at.parent)) {
    if (at.id === box.id) return true
  }
  return false
}

/** The states a state leads to, with what leads there; several ways to one state are one arrow. */
function waysFrom(
  node: StateNodeDescription,
  labels: AnyLabels,
  locale: Locale,
): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, string[]>()
  for (const transition of node.transitions) {
    for (const target of transition.targets) {
      const said = ways.get(target) ?? []
      ways.set(target, said)
      const word = wordOf(transition, labels, locale)
      if (word !== '' && !said.includes(word)) said.push(word)
    }
  }
  return ways
}

function wordOf({ event }: TransitionDescription, labels: AnyLabels, locale: Locale): string {
  if (event === null || event.startsWith('xstate.')) return ''
  const { lapses, rungs, anywhere: _, ...links } = words[locale]
  if (event.startsWith('deadline.')) {
    const [, deadline = '', ...rung] = event.split('.')
    const said =
      rung[0] === undefined ? lapses : (Object.entries(rungs).find(([name]) => name === rung[0])?.[1] ?? rung[0])
    return `${labels.deadlines[deadline] ?? deadline} (${said})`
  }
  if (event.startsWith('case.')) return links[event.slice('case.'.length) as keyof typeof links] ?? event
  return labels.commands[event] ?? event
}

/** A Mermaid name for each state: its path in plain letters, so that a diagram can be compared line by line. */
function namesOf(nodes: readonly StateNodeDescription[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const node of nodes) {
    // The prefix keeps a state called "end" or "class" from being a keyword.
    const plain = `s_${node.path.replaceAll(/[^A-Za-z0-9]/g, '_')}`
    let name = plain
    for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`
    taken.add(name)
    names.set(node.id, name)
  }
  return names
}

/** Text as Mermaid shows it: everything but letters, digits and plain punctuation as a numbered entity. */
function escaped(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} ,.()/’'、。，；（）·-]/gu, found => `#${found.codePointAt(0)};`)
}
