// What is said of replications: every figure with its interval, and what has to be known beside it.
import { ConvokeError } from '@convoke/core'
import { districtKey, replicationKey, seedKey } from '../random/luck.js'
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import type { Arm, BehaviourRule } from '../scenario/schema.js'
import { meanInterval } from '../statistics/interval.js'
import { additionFigures } from './additions.js'
import { assumptionsOf, titlesOf } from './assumptions.js'
import { recoveryWarnings } from './backlog.js'
import { bottleneckOf } from './bottleneck.js'
import { type ByDistrict, districtDifferences, districtFiguresOf, sameIn } from './by-district.js'
import { changesOf } from './changes.js'
import { type Comparing, compared } from './compare.js'
import { correctingOf } from './control.js'
import { perStaffMonth } from './costs.js'
import { effectsOf } from './effects.js'
import { areSameVotes } from './electorates.js'
import { evaluatedDifferences, evaluatedOf, withDistricts } from './evaluations.js'
import { idlePartyWarnings } from './idle-parties.js'
import { type Figures, figuresOf, groupFiguresOf, indicatorOf } from './indicators.js'
import { neverBegunShares, neverBegunWarnings } from './never-begun.js'
import { neverDoneWarnings } from './never-done.js'
import { noCasesWarnings } from './no-cases.js'
import { pilingUpWarnings } from './piling-up.js'
import { pilotOf } from './pilot.js'
import { assessedOf, unevenRateWarnings } from './rates.js'
import type { Comparison, Series, SimulationResult } from './result.js'
import { areSame } from './same.js'
import { sideBySideOf } from './side-by-side.js'
import { skippedIn, unpublishedWarnings, warningsOf } from './skipped.js'
import { outlookDifferences, outlookOf } from './started.js'
import { hashOf, type Study } from './study.js'
import { whyNever } from './why-never.js'
import type { WorstCase } from './worst-case.js'

/**
 * What replications come to, of each policy in their order, with everything that is said beside the figures.
 *
 * @throws ConvokeError `simulate/cancelled` for fewer than two replications
 */
export function concluded(
  study: Study,
  results: readonly (readonly ReplicationResult[])[],
  /** Of each policy the same by district; of none where nothing is divided. */
  divided: readonly ByDistrict[],
  {
    stop,
    worst,
  }: Pick<SimulationResult['design'], 'stop'> & {
    /** Of each policy. */
    readonly worst: readonly (readonly WorstCase[])[]
  },
): SimulationResult {
  const { checked, base, caseTypes, calendar, definitions, worlds } = study
  const { arms } = checked
  const number = results[0]?.length ?? 0
  if (number < 2) {
    throw new ConvokeError(
      'simulate/cancelled',
      'stopped before two replications were done; one says nothing about luck',
      {
        details: { replications: number },
      },
    )
  }

  const first = worlds[0] as (typeof worlds)[number]
  const figures = results.map((own, i) => [...figuresOf(own), ...additionFigures(own, worlds[i] as World, worlds)])
  const [own = [], ...others] = figures
  const byGroup = results.map(groupFiguresOf)
  const level = 1 - (1 - base.level) / Math.max(1, others.length)
  const names = study.districts.map(({ name }) => name ?? '')
  const byDistrict = divided.map((all, i) => districtFiguresOf(all, names, study.divided[i] ?? [], worlds))
  const [whole = []] = byDistrict
  const titles = { caseTypes, parties: titlesOf(first.arm) }
  const comparisons = others.map((other, i): Comparison => {
    // Districts have no people in common: what a policy does in one is nothing to the others.
    const unmoved =
      divided.length === 0
        ? [areSame(results[0] ?? [], results[i + 1] ?? [])]
        : names.map((_, at) => areSame(divided[0]?.[at] ?? [], divided[i + 1]?.[at] ?? []))
    const areCasesSame = sameIn(unmoved, [whole, byDistrict[i + 1] ?? []])
    const isSame: Comparing['isSame'] = figure =>
      figure.dims.electorate === undefined ? areCasesSame(figure) : areSameVotes(own, other, figure.dims.electorate)
    const unmovedCases = new Set(
      study.districts.flatMap(({ arm }, at) => (unmoved[at] ? (arm.start?.cases ?? []).map(one => one.caseId) : [])),
    )
    const pilot = pilotOf(results[0] ?? [], results[i + 1] ?? [], worlds[i + 1] as World, {
      level,
      isSame: !unmoved.includes(false),
    })
    const started = outlookDifferences(results[0] ?? [], results[i + 1] ?? [], first, {
      level,
      isSame: caseId => unmovedCases.has(caseId),
    })
    const evaluatedIn = (
      of: readonly (readonly ReplicationResult[])[],
      { arm }: World,
      { arm: other }: World,
      isSame: Comparing['isSame'],
    ) => {
      const [one = [], two = []] = of
      return evaluatedDifferences(one, two, [arm, other], { level, isSame })
    }
    const evaluated = withDistricts(
      evaluatedIn([results[0] ?? [], results[i + 1] ?? []], first, worlds[i + 1] as World, isSame),
      names,
      at => {
        const [one, two] = [study.divided[0]?.[at], study.divided[i + 1]?.[at]] as [World, World]
        return evaluatedIn([divided[0]?.[at] ?? [], divided[i + 1]?.[at] ?? []], one, two, () => unmoved[at] === true)
      },
    )
    const correcting = correctingOf(base, study.divided[0] ?? [], results[0] ?? [], results[i + 1] ?? [])
    const comparing = { level, isSame, correcting }
    const indicators = indicatorsOf(other, base.level)
    const rates = assessedOf(results[i + 1] ?? [], worlds[i + 1] as World, indicators)
    const perPerson = perStaffMonth([first.arm, own], [(worlds[i + 1] as World).arm, other], level)
    return {
      name: arms[i + 1]?.name as string,
      changes: changesOf(base, arms[i + 1]?.arm as Arm, caseTypes),
      paired: true,
      adjusted: 'bonferroni',
      ...(base.control === undefined ? {} : { control: base.control }),
      rows: compared(own, other, comparing),
      sideBySide: sideBySideOf(results[i + 1] ?? [], level),
      bottleneck: bottleneckOf(indicators, titles, neverBegunShares(results[i + 1] ?? [])),
      effects: effectsOf(own, other, { ...comparing, days: base.days }),
      indicators,
      series: seriesOf(results[i + 1] ?? [], first.dayEnds, base.level),
      ...(perPerson === undefined ? {} : { perStaffMonth: perPerson }),
      ...(byGroup[0]?.length === 0 ? {} : { groups: compared(byGroup[0] ?? [], byGroup[i + 1] ?? [], comparing) }),
      ...(divided.length === 0
        ? {}
        : {
            districts: districtDifferences(
              study,
              [divided[0] ?? [], divided[i + 1] ?? []],
              [whole, byDistrict[i + 1] ?? []],
              { level, unmoved },
            ),
          }),
      ...(pilot === undefined ? {} : { pilot }),
      ...(started === undefined ? {} : { started }),
      ...(evaluated === undefined ? {} : { evaluations: evaluated }),
      ...(rates === undefined ? {} : { rates }),
      worst: worst[i + 1] ?? [],
    }
  })
  const luck = districtKey(replicationKey(seedKey(base.seed), 0), study.districts[0]?.name ?? null)
  const ran = figures.map((own, i) => ({
    ...{ name: i === 0 ? undefined : arms[i]?.name, arm: (worlds[i] as World).arm, figures: own },
    started: (results[i] ?? []).flatMap(({ started }) => started?.done ?? []),
    why: (rule: BehaviourRule) => {
      const world = study.divided[i]?.[0] as World
      const place = (worlds[i] as World).arm.behaviour.indexOf(rule)
      return whyNever(world, luck, world.arm.behaviour[place] as BehaviourRule)
    },
  }))
  const evaluated = withDistricts(evaluatedOf(results[0] ?? [], first, base.level), names, at =>
    evaluatedOf(divided[0]?.[at] ?? [], study.divided[0]?.[at] as World, base.level),
  )
  const started = outlookOf(results[0] ?? [], first, base.level)
  const indicators = indicatorsOf(own, base.level)
  const rates = assessedOf(results[0] ?? [], first, indicators)
  return {
    schema: 'convoke-simulation-1',
    provenance: {
      scenarioHash: hashOf(checked.scenario),
      definitionHash: Object.fromEntries([...definitions].map(([name, { hash }]) => [name, hash])),
      versions: Object.fromEntries([...definitions].map(([name, { caseType }]) => [name, caseType.version])),
      calendarEdition: calendar.edition,
      randomScheme: 'threefry2x32-20/1',
      seed: base.seed,
    },
    design: {
      ...{ name: base.name, mode: 'terminating', replications: number },
      firstDay: calendar.localDate(first.measuredFrom),
      lastDay: calendar.localDate(first.measuredTo - 1),
      ...{ from: first.origin, measuredFrom: first.measuredFrom, measuredTo: first.measuredTo, end: first.end, stop },
    },
    status: stop === 'cancelled' ? 'partial' : 'complete',
    titles: titles.parties,
    bottleneck: bottleneckOf(indicators, titles, neverBegunShares(results[0] ?? [])),
    assumptions: assumptionsOf(base, caseTypes, arms.slice(1)),
    skipped: skippedIn(definitions, {
      areReactions: arms.some(({ arm }) => (arm.reactions ?? []).length > 0),
      areLinks: arms.every(({ arm }) => arm.links === true),
      isReopening: arms.some(({ arm }) => (arm.reopening ?? []).length > 0),
    }),
    warnings: [
      ...warningsOf(results.flat(), comparisons, changesOf(withoutParameters(base), base, caseTypes)),
      ...unevenRateWarnings(worlds.map((world, i) => ({ name: arms[i]?.name, world }))),
      ...figures.flatMap(recoveryWarnings),
      ...noCasesWarnings(ran),
      ...idlePartyWarnings(ran),
      ...neverBegunWarnings(results, titles),
      ...pilingUpWarnings(
        results.map((own, i) => ({
          ...{ name: i === 0 ? undefined : arms[i]?.name, results: own },
          indicators: i === 0 ? indicators : (comparisons[i - 1]?.indicators ?? []),
        })),
        titles,
        base.level,
      ),
      ...neverDoneWarnings(ran, caseTypes),
      ...unpublishedWarnings(calendar, first.measuredTo),
    ],
    indicators,
    series: seriesOf(results[0] ?? [], first.dayEnds, base.level),
    ...(byGroup[0]?.length === 0 ? {} : { groups: indicatorsOf(byGroup[0] ?? [], base.level) }),
    ...(divided.length === 0 ? {} : { districts: indicatorsOf(whole.flat(), base.level) }),
    ...(started === undefined ? {} : { started }),
    ...(evaluated === undefined ? {} : { evaluations: evaluated }),
    ...(rates === undefined ? {} : { rates }),
    worst: worst[0] ?? [],
    comparisons,
  }
}

/** A policy that leaves all parameters at their defaults, in every district as well. */
function withoutParameters(arm: Arm): Arm {
  const districts =
    arm.districts &&
    Object.fromEntries(Object.entries(arm.districts).map(([name, { parameters: _, ...own }]) => [name, own]))
  return { ...arm, parameters: {}, districts }
}

function indicatorsOf(figures: readonly Figures[], level: number) {
  return figures.map(one => indicatorOf(one, level))
}

function seriesOf(results: readonly ReplicationResult[], t: readonly number[], level: number): readonly Series[] {
  const types = results[0]?.open.map(({ type }) => type) ?? []
  return types.map(type => {
    const points = t.map((_, day) => {
      const values = results.map(({ open }) => open.find(one => one.type === type)?.counts[day] ?? 0)
      const { estimate, ci } = meanInterval(values, level)
      return { mid: estimate ?? 0, lo: ci?.[0] ?? 0, hi: ci?.[1] ?? 0 }
    })
    return {
      ...{ id: 'openCases', dims: { caseType: type }, t },
      ...{ mid: points.map(({ mid }) => mid), lo: points.map(({ lo }) => lo), hi: points.map(({ hi }) => hi) },
    }
  })
}
