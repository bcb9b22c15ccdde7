// Faults put into a small case type by rule are found: a sample of what `npm run verify:mutants` prints.
import { type Rulebook, ruleTable } from '@convoke/core'
import { expect, it } from 'vitest'
import { difference } from '../mutants/differs.js'
import { fateOf, judgedAll, type Told, unmetIn } from '../mutants/judge.js'
import { type Mutant, mutantsOf, original } from '../mutants/mutator.js'
import { fixtures, type Subject } from '../mutants/subjects.js'
import { form } from './fixtures/form.js'

const fates = ({ caseType: written, setting }: Subject) => {
  const caseType = original(written)
  const sound = judgedAll(caseType, setting)
  return {
    sound,
    fates: [...mutantsOf(caseType)].map(mutant => fateOf(sound, mutant.caseType, setting)),
  }
}
const ratesOf = (all: ReturnType<typeof fates>['fates']) => {
  const differing = all.filter(({ is }) => is === 'found' || is === 'survives')
  return differing.filter(({ is }) => is === 'found').length / differing.length
}

// The others take longer: `npm run verify:mutants` has them all.
const few = fixtures.filter(({ name }) => name === 'asking' || name === 'errand')

it.each(few)('$name: of the faults that make a difference, at least 95 in 100 are found', subject => {
  const { sound, fates: all } = fates(subject)
  expect(sound.flatMap(({ declared }) => [...declared])).toEqual([])
  expect([...unmetIn(subject.caseType, subject.setting, sound)]).toEqual([])
  expect(all.length).toBeGreaterThan(10)
  expect(all.filter(({ is }) => is === 'found').length).toBeGreaterThanOrEqual(10)
  expect(ratesOf(all)).toBeGreaterThanOrEqual(0.95)
})

it('without what is said of it beside its words, a fault in who may do what is not found', () => {
  const [subject] = fixtures as readonly [Subject, ...Subject[]]
  const { rulebook: _, own: __, mustBeSeparate: ___, ...setting } = subject.setting
  expect(ratesOf(fates({ ...subject, setting }).fates)).toBeLessThan(0.95)
})

it('a fault in a place that no case comes to makes no difference, and one where every case passes does', () => {
  const caseType = original(form({ unreachable: true }))
  const setting = { maxStates: 1_000, maxItems: 1 }
  const [sound] = judgedAll(caseType, setting)
  const differenceOf = (place: string): string | undefined => {
    const found = [...mutantsOf(caseType)].find(mutant => `${mutant.operator}, ${mutant.place}` === place)
    const [mutated] = judgedAll((found as Mutant).caseType, setting)
    return difference((sound as Told).exploration, (mutated as Told).exploration)
  }
  expect(differenceOf('wrong target, the root on always: open for .burnt')).toBeUndefined()
  expect(differenceOf('removed transition, the root on always')).toBeUndefined()
  expect(differenceOf('wrong target, open on approve: lapsed for approved')).toContain('"approved"')
  expect(differenceOf('removed transition, open on approve')).toContain('lost')
  // The list of words comes to its bound at once: what can be done besides is told all the same.
  expect(differenceOf('narrowed role, fill without writer')).toContain('lost')
  expect(differenceOf('widened role, approve by writer')).toContain('gained')
  expect(differenceOf('dropped guard, the root on always: never')).toBeDefined()
})

it('a fault that makes no difference to what can happen is not counted', () => {
  const [subject] = fixtures as readonly [Subject, ...Subject[]]
  const sound = judgedAll(original(subject.caseType), subject.setting)
  expect(fateOf(sound, original(subject.caseType), subject.setting).is).toBe('alike')
})

it('what a rulebook accepts with a reason is no finding of the sound case type, nor of a mutant', () => {
  const rulebook = {
    ...(fixtures.find(({ name }) => name === 'form')?.setting.rulebook as Rulebook),
    rules: ruleTable(`
      | open | fill | writer, approver | = | made |
      | open | approve | approver | lapsed | made |
      | open | deadline.approve |  | lapsed | made |
    `),
  }
  const accepted = [{ property: 'rulebook', message: 'approve leads to approved', reason: 'released as it is' }]
  const declaredOf = (held: Rulebook) =>
    judgedAll(original(form()), { maxStates: 1_000, maxItems: 4, rulebook: held }).flatMap(({ declared }) => [
      ...declared,
    ])
  expect(declaredOf(rulebook)).toEqual(['rulebook: in open, approve leads to approved, by no rule'])
  expect(declaredOf({ ...rulebook, accepted })).toEqual([])
})
