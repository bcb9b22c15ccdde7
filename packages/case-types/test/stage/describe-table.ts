// What a table of a case type that is kept by hand is held against: the machine, the commands, the clocks, the words.
import { type AnyCaseType, type AnyLabels, caseDefinition, type DeadlineKind, type Duty, knobsOf } from '@convoke/core'
import { stateNodes } from '@convoke/kernel/description'
import { describe, expect, it } from 'vitest'

/** Role → the commands it gives. */
type Row = Readonly<Record<string, readonly string[]>>

/** A case type, as the domain has it: a row that falls out of the case type falls out of this table first. */
export interface CaseTable {
  /** State → who does what there. */
  readonly states: Readonly<Record<string, Row>>
  /** Who does what in every open state. */
  readonly anyTime: Row
  /** Clock → its default, what kind of time rule it is where it is no limit, and what its source says. */
  readonly clocks: Readonly<Record<string, readonly [n: number, unit: string, kind?: DeadlineKind, source?: RegExp]>>
  readonly outcomes: readonly string[]
}

/** Tests of vitest that a case type is what its table says, no less and no more. */
export function describeTable(caseType: AnyCaseType, { states, anyTime, clocks, outcomes }: CaseTable): void {
  const definition = caseDefinition(caseType)
  const nodes = stateNodes(caseType.machine as never)
  const nodeAt = (path: string) => nodes.find(node => node.path === path)
  const isSettled = (path: string) =>
    (nodeAt(path)?.meta as { readonly outcome?: string } | undefined)?.outcome !== undefined

  /** What a state hears, and what those around it hear. */
  const heardIn = (path: string): readonly string[] => {
    const heard: string[] = []
    for (let at = nodeAt(path); at !== undefined; ) {
      heard.push(...at.transitions.flatMap(({ event }) => (event === null ? [] : [event])))
      const { parent } = at
      at = nodes.find(node => node.id === parent)
    }
    return heard
  }
  const expectHeard = (path: string, row: Row) => {
    const heard = heardIn(path)
    for (const [role, commands] of Object.entries(row)) {
      for (const command of commands) {
        expect(heard, command).toContain(command)
        expect(definition.commands.get(command)?.by, command).toContain(role)
      }
    }
  }

  describe(`the table of ${caseType.name}`, () => {
    it.each(Object.entries(states))('%s hears what its row says, from the roles it says', expectHeard)

    it('every open state hears the overlays', () => expectHeard('', anyTime))

    it('has no command and no state beyond its rows', () => {
      const rows = [...Object.values(states), anyTime].flatMap(row => Object.values(row).flat())
      expect(Object.keys(caseType.commands).filter(command => !rows.includes(command))).toEqual([])
      const leaves = nodes.filter(({ children }) => children.length === 0).map(({ path }) => path)
      expect(leaves.filter(path => !(path in states) && !isSettled(path))).toEqual([])
    })

    it('has every outcome, each of its own state', () => {
      expect([...definition.outcomes.values()].sort()).toEqual([...outcomes].sort())
    })

    it.each(Object.entries(clocks))(
      'the clock "%s" is %j by default',
      (name, [n, unit, kind = 'within', source = /./]) => {
        const clock = definition.deadlines.find(deadline => deadline.name === name)
        const within = typeof clock?.within === 'string' ? definition.parameters.parse({})[clock.within] : clock?.within
        expect(within).toEqual({ n, unit })
        expect(clock?.kind ?? 'within').toBe(kind)
        expect(clock?.source).toMatch(source)
      },
    )

    it('has no clock beyond its rows', () => {
      expect(definition.deadlines.map(({ name }) => name).filter(name => !(name in clocks))).toEqual([])
    })

    it('every state that waits says who has to do what, with a clock or a reason', () => {
      for (const path of Object.keys(states)) {
        if (isSettled(path)) continue
        const { duties = [] } = (nodeAt(path)?.meta ?? {}) as { readonly duties?: readonly Duty[] }
        expect(duties.length, path).toBeGreaterThan(0)
        for (const { deadline, exempt } of duties) expect(deadline ?? exempt, path).toBeDefined()
      }
    })

    it('every knob says whose it is; what is not ours has a jurisdiction, a source and the day it was read', () => {
      for (const [name, knob] of Object.entries(knobsOf(caseType))) {
        expect(knob.title['zh-CN'], name).toMatch(/\p{Script=Han}/u)
        expect(knob.title.en, name).not.toBe(name)
        if (knob.authority === 'ours') continue
        expect([knob.jurisdiction, knob.source, knob.readOn].every(Boolean), name).toBe(true)
      }
    })

    it('every deadline names its source', () => {
      for (const { name, source } of definition.deadlines) expect(source, name).toBeTruthy()
    })

    it('no Chinese label is left in English, and no English one in Chinese', () => {
      const words = ({ title, ...kinds }: AnyLabels) => [
        title,
        ...Object.values(kinds).flatMap(kind => Object.values(kind ?? {})),
      ]
      for (const word of words(caseType.labels['zh-CN'])) expect(word).toMatch(/\p{Script=Han}/u)
      for (const word of words(caseType.labels.en)) expect(word).not.toMatch(/\p{Script=Han}/u)
    })

    it('nobody is called an owner who is no owner of property, and no abbreviation of the domain is a word', () => {
      const names = [caseType.roles, caseType.commands, caseType.context.shape].flatMap(Object.keys)
      for (const name of names) expect(name).not.toMatch(/(?<!property)owner$|^(coc|rc|vc|oc|pm)$/i)
    })
  })
}
