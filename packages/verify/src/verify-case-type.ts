import { type AnyCaseType, caseDefinition, type JsonObject, type Rulebook } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { refuseBudget, refuseNames, refuseTime, refuseUnknown, refuseUnread } from './check-options.js'
import { carriedOut, type Exploration, exploringCase } from './explore/explore.js'
import type { ExploreOptions, Watched } from './explore/explore-options.js'
import { type ExplorationLimit, isCancelled, notLookedFor } from './explore/limits.js'
import type { Steps, VerifyProgress } from './explore/search.js'
import { untilStopped } from './explore/stopping.js'
import type { Study } from './explore/study.js'
import { type First, firstStudy, studyOf } from './explore/study.js'
import { givenBack, type Kept, taken } from './kept.js'
import { answersOf } from './model/case-data.js'
import type { CaseModel } from './model/case-model.js'
import { verificationFault } from './model/function-faults.js'
import { movedTo } from './model/moved-dates.js'
import { openingFor } from './model/opening.js'
import { playing } from './model/replay.js'
import { datedOver, openedOn } from './ordered/dated.js'
import { isInTime } from './ordered/in-time.js'
import { orderedOver } from './ordered/ordered.js'
import type { Checked } from './properties/checked.js'
import { ownView } from './properties/own-checks.js'
import { purity } from './properties/purity.js'
import { keepsToTheRulebook, type Met, neverMet } from './properties/rulebook.js'
import { actingFor, type Beside, type Property, properties, type Telling } from './property-checks.js'
import { type Retelling, retimed, unsureWith } from './stories/retimed.js'
import { scopeOf, sortedOut, told } from './stories/told.js'
import {
  type Finding,
  type PropertyId,
  type PropertyVerdict,
  propertyIds,
  propertySentences,
  type Sentence,
  type VerifyResult,
} from './verdict.js'
import type { VerifyOptions } from './verify-options.js'

/** Where a property was looked for. */
interface Seen {
  readonly found: readonly Looked[]
  readonly seen: Study
  readonly isLeftOut?: boolean
  readonly mode?: PropertyVerdict['mode'] | undefined
  readonly measured?: PropertyVerdict['measured']
}

/** An exploration, and what a property found in it. */
interface Looked {
  readonly study: Study
  readonly checked: Checked
  /** The same property of the same states at some time. */
  readonly again: (study: Study) => Checked
}

/** How many states may be looked into for the order of their deadlines to be worked out. */
const mostOrdered = 20_000

/** Several views as one; of the case type where each of them is. */
function together(kept: Kept, views: readonly Watched[]): Watched {
  const names = views.map(kept.nameOf)
  const all: Watched = {
    asks: views.flatMap(({ asks = [] }) => asks),
    monitors: Object.assign({}, ...views.map(({ monitors }) => monitors)),
    ...(views.every(({ isWholeStep }) => isWholeStep === false) && { isWholeStep: false }),
  }
  return names.includes(undefined) ? all : kept.named(`together ${JSON.stringify(names)}`, all)
}

const ordersNotSeen: Sentence = {
  'zh-CN': '期限会按什么先后届满，没有算清',
  en: 'in which orders deadlines can fall due was not worked out',
}

/** How many states are looked into that tell all there is. */
const mostWhole = 2_000
/** How many, where that has to be done several times for a case that is too large anyway. */
const fewest = 500

/**
 * Explores every state a case can come to, with the samples of its case type, and checks what should hold of any case
 * type: that it can end, that nobody can hold it up by silence, that each duty has a deadline and somebody who can do it.
 *
 * Every armed deadline may be reached at any moment, so that what holds in every state does so whatever the calendar; what
 * is said to be possible is looked for where deadlines fall due in an order they can have ({@link VerifyOptions.time}). A
 * violation is an error once its story was played on the real rules with an ordinary calendar; else it is a warning.
 * Pure but for the clock that measures `elapsedMs`.
 *
 * @throws ConvokeError `verify/opening` where a case cannot be opened so; `verify/clock-read` where a guard reads the
 * number of an instant; `verify/machine-threw` where a guard or an update throws, `bug/selector-answer` where one answers with a promise; `verify/draft-escaped` where one uses what
 * another step was given; `verify/not-json` where an update puts a map, a set, a date or the like into the data;
 * `verify/unbounded` where a field takes more than 65,534 values; `verify/property` where a property of
 * one's own throws, returns no boolean, or has a name that is taken; `verify/with` for something to try that there is not; `verify/time` for a way to take time that there is not, or
 * dates without a day to open on; `verify/budget` for a time that is none; `verify/option` for what is no case type, for an option, a property or a
 * command that there is not, and for a number that is none; `calendar/bad-date`, `calendar/outside-coverage` for a day the calendar does not know
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const { complete, findings } = verifyCaseType(errand, { opened: errandOpened })
 * complete // => true
 * findings.map(({ property, message }) => `${property}: ${message.en}`)
 * // => ['P8: in "Drafting", if rc:chunshen (convener) never answers, the case can never be settled']
 */
export function verifyCaseType(caseType: AnyCaseType, options: VerifyOptions = {}): VerifyResult {
  return carriedOut(verifying(caseType, options), undefined)
}

/**
 * The same, step by step, for whoever has other things to do in between, such as hearing of Ctrl-C: tells now and then how
 * far it is. Being told `false` ends it with what was found so far; the result is `partial` then, and whatever was not looked
 * into to its end has the verdict `bounded`. A browser gives the page its turn between two steps.
 *
 * @throws ConvokeError as {@link verifyCaseType}
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const steps = verifying(errand, { opened: errandOpened, properties: ['P4'] })
 * let step = steps.next()
 * while (!step.done) step = steps.next(false)
 * const { partial, verdicts } = step.value
 * partial // => true
 * verdicts.map(({ verdict }) => verdict) // => ['bounded']
 */
export function* verifying(
  declared: AnyCaseType,
  options: VerifyOptions = {},
): Generator<VerifyProgress, VerifyResult, boolean | undefined> {
  refuseUnread(declared, options)
  const { dates, time } = options
  // A day that the calendar does not know is told before anything is looked for.
  if (dates !== undefined) dates.calendar.isWorkingDay(dates.opensOn)
  const caseType = dates !== undefined && (time ?? 'calendar') === 'calendar' ? movedTo(declared, dates) : declared
  const kept = taken(caseType)
  let result: VerifyResult
  try {
    result = yield* verified(caseType, options, kept)
  } catch (thrown) {
    throw verificationFault(caseType, thrown)
  }
  // What was ended half-way, or goes by something beside the case, is nothing to go by another time.
  const isImpure = [...result.findings, ...result.accepted].some(({ property }) => property === 'P18')
  if (!result.partial && !isImpure) givenBack(caseType, kept)
  return result
}

function* verified(caseType: AnyCaseType, options: VerifyOptions, kept: Kept): Steps<VerifyResult> {
  const { dates, time = dates === undefined ? 'ordered' : 'calendar' } = options
  refuseTime(time, dates)
  refuseBudget(options)
  refuseUnknown(caseType, options)
  const startedAt = performance.now()
  const asked = { ...options.opened, parameters: options.parameters }
  const opened = openingFor(caseType, caseDefinition(caseType), asked, { at: 0, calendar: everyDayCalendar() })
  // Nor is one on which it cannot be opened.
  if (dates !== undefined) openedOn(caseDefinition(caseType), opened, dates, () => '0'.repeat(32))
  const { maxStates = 50_000, departures = 1 } = options
  const links = answersOf(caseType, options.links)
  const acting = actingFor(caseType, options)
  // Whoever says how many states there may be means to see them.
  const { effort = options.maxStates === undefined ? 20_000 : 10_000 + 10 * maxStates } = options
  let { maxItems = 2 } = options
  type How = Partial<Omit<ExploreOptions, 'maxStates' | 'progress'>>
  const until = untilStopped(options)
  const { watch } = kept
  const begins = JSON.stringify([opened, links])
  function* studied(how: How, most = maxStates): Steps<Study> {
    const options: ExploreOptions = { maxStates: most, maxItems, ...acting, ...how }
    const keeping = kept.keeping(`plain ${begins}`, options)
    return studyOf(yield* until.goingOn(exploringCase(caseType, opened, links, options, undefined, keeping)))
  }
  /** The same, and watched. */
  function* watched(how: How, most = maxStates): Steps<Study> {
    const options: ExploreOptions = { maxStates: most, maxItems, ...acting, ...how }
    const keeping = kept.keeping(`watched ${begins}`, options)
    const exploring = exploringCase(caseType, opened, links, options, watch.watching, keeping)
    return studyOf(yield* until.goingOn(watch.during(exploring)))
  }
  const selected = options.properties ?? propertyIds
  const isOfAnybody = (property: PropertyId): boolean => properties[property].isOfAnybody === true
  const isByAnybody =
    options.symmetry === true && acting.acting === undefined && time !== 'calendar' && selected.some(isOfAnybody)
  const byAnybody = isByAnybody
    ? exchanging(yield* studied({ isWhole: true, isExchanging: true, maxItems: options.maxItems ?? 1 }))
    : undefined
  const hasOwn = (options.own?.length ?? 0) > 0
  const first: First =
    byAnybody !== undefined && selected.every(isOfAnybody) && !hasOwn
      ? { study: byAnybody, isShort: false, maxItems: options.maxItems ?? 1, along: undefined }
      : yield* firstStudy(watched, { effort, departures, maxItems: options.maxItems })
  const { study, isShort, along } = first
  maxItems = first.maxItems
  const { exploration } = study
  /** Every state of the case is known, as far as lists and keys are followed. */
  const isExhausted = exploration.isExhausted && along === undefined
  const verdicts: PropertyVerdict[] = []
  const all: Finding[] = []
  let whole: Study | undefined
  let shared: Study | undefined
  const few = Math.min(maxStates, mostWhole)
  const some = isExhausted ? few : Math.min(maxStates, fewest)
  /** Whether the case is small enough to be explored as often as that. */
  const isSmallFor = (views: number): boolean => isExhausted && exploration.states * views <= maxStates
  const most = (views: readonly Watched[]): number => (isSmallFor(views.length) ? maxStates : some)
  /** The whole case, watched, to be worked out once more. */
  function* again(): Steps<Beside['again']> {
    const { exploration: seen } = along === undefined ? yield* watched({ isWhole: true }, some) : study
    // What was ended half-way says nothing of what would have come.
    return (unsteadily, guardThat) =>
      until.stopped() !== undefined
        ? { violations: [], isOpen: true }
        : purity(seen, watch, unsteadily, kept.oneIn(seen.tables), guardThat)
  }
  /**
   * What of the rulebook comes about in the openings of the case type, along their normal courses; and where that is not all,
   * in the smaller ones first, along ways that leave the course once more, with an item more in each list.
   */
  function* elsewhere(): Steps<readonly Met[]> {
    const { rulebook, openings = [] } = caseType
    if (rulebook === undefined) return []
    const met: Met[] = []
    function* lookedInto(opening: object, further: number): Steps<number> {
      const started = openingFor(
        caseType,
        caseDefinition(caseType),
        { opening: opening as JsonObject, by: undefined, parameters: options.parameters },
        { at: 0, calendar: everyDayCalendar() },
      )
      const far = { maxItems: (options.maxItems ?? 2) + further, departures: departures + further }
      const how = { maxStates, isWhole: true, ...acting, ...far }
      const other = studyOf(yield* until.goingOn(exploringCase(caseType, started, links, how)))
      met.push(keepsToTheRulebook(other, rulebook as Rulebook).met)
      return other.exploration.states
    }
    const sizes = new Map<object, number>()
    for (const opening of openings) sizes.set(opening, yield* lookedInto(opening, 0))
    for (const [opening] of [...sizes].sort(([, one], [, other]) => one - other)) {
      if (until.stopped() !== undefined || neverMet(rulebook.rules, met).length === 0) break
      yield* lookedInto(opening, 1)
    }
    return met
  }
  const { turnTo, modelOf } = kept.once('model', latestModel)
  turnTo(exploration.model)
  const play = playing(exploration.model, opened)
  const beside: Beside = {
    metElsewhere: undefined,
    again: () => ({ violations: [] }),
    journalOf(way) {
      const { isWhole, journal } = play(way)
      return isWhole ? journal : undefined
    },
    stateAfter(way) {
      const { isWhole, state } = play(way)
      return isWhole ? state : undefined
    },
  }
  const declared = JSON.stringify([links, options.mustBeSeparate ?? [], acting])
  const viewsOf = (property: PropertyId): readonly Watched[] | undefined => {
    const made = () => properties[property].views?.({ caseType, options, modelOf })
    // Measures are functions of whoever asks.
    if (property === 'P20') return made()
    const name = `${property} ${declared}`
    return kept.once(name, () => made()?.map((watched, n) => kept.named(`${name} ${n}`, watched)))
  }
  const owned = new Map(selected.map(property => [property, viewsOf(property)]))
  // A predicate asks the definition alone: who holds a role, and how far ladders go.
  const ofRulebook = selected.includes('rulebook') ? (caseType.rulebook?.properties ?? []) : []
  const ownProperties = [...ofRulebook, ...(options.own ?? [])]
  refuseNames(ownProperties)
  const owns = ownProperties.map((property, n) => {
    const made = () => ownView(property, modelOf)
    if (n >= ofRulebook.length) return { property, ...made() }
    const name = `rulebook ${property.name}`
    const view = kept.once(name, made)
    kept.named(name, view.watched)
    return { property, ...view }
  })
  const viewCount = owns.length + [...owned.values()].reduce((sum, views) => sum + (views?.length ?? 0), 0)
  const tellings = new Map<PropertyId, Telling | undefined>()
  /** Whether what was explored tells a property all it needs, found out once. */
  const telling = (property: PropertyId): Telling | undefined => {
    if (!tellings.has(property))
      tellings.set(property, properties[property].telling?.(study, isShort, owned.get(property) ?? []))
    return tellings.get(property)
  }
  /** A view of its own where the case is small enough; else all of them at once, as far as a few states reach. */
  function* viewed(watched: Watched): Steps<Study> {
    if (isSmallFor(viewCount)) return yield* studied({ watched, isWhole: !isShort })
    shared ??= yield* studied(
      {
        watched: together(kept, [
          ...[...owned].flatMap(([property, views = []]) =>
            properties[property].isOfWholeViews || telling(property) !== undefined ? [] : views,
          ),
          ...owns.filter(({ watched }) => !exploration.asksAlso(watched.asks ?? [])).map(({ watched }) => watched),
        ]),
        isWhole: true,
        ...along,
      },
      Math.min(maxStates, mostWhole),
    )
    return shared
  }
  const timing = {
    opened,
    play,
    isOrdered: time !== 'any',
    mostStates: mostOrdered,
    dates: time === 'calendar' ? dates : undefined,
  }
  const onDates = new Map<Exploration, Study>()
  /** A case with the order of its deadlines, or on dates; undefined where that is too much, or not asked for. */
  function* ordered(plain: Study): Steps<Study | undefined> {
    const { exploration } = plain
    if (isInTime(exploration)) return plain
    if (time === 'any' || exploration.expanded > mostOrdered) return undefined
    const isDated = dates !== undefined && time === 'calendar'
    const known = (isDated ? onDates : kept.orders).get(exploration)
    if (known !== undefined) return known
    if (until.isThrough()) return undefined
    const inTime = isDated
      ? datedOver(exploration, opened, dates, { maxStates: mostOrdered })
      : orderedOver(exploration, { maxStates: 1_000 + 4 * exploration.states })
    const made = studyOf(yield* until.goingOn<Exploration>(inTime))
    ;(isDated ? onDates : kept.orders).set(exploration, made)
    return made
  }
  /** What is said to be possible, looked for in an order that deadlines can have. */
  function* possible({ check, isOrdered }: Property, asked: Beside): Steps<Seen> {
    const checked = check(study, undefined, asked)
    const isProved = isOrdered === 'open' && checked.violations.length === 0 && checked.isOpen !== true
    const isSilent = isOrdered === 'always' && exploration.limits.length > 0
    const again = (seen: Study) => check(seen, undefined, asked)
    const view = isProved || isSilent ? undefined : yield* ordered(study)
    if (view !== undefined) return { found: [{ study: view, checked: again(view), again }], seen: view, mode: time }
    // What comes about although deadlines may be reached at any moment need not do so in any order they can have.
    const isOpen = checked.isOpen === true || (isOrdered === 'always' && checked.violations.length === 0)
    const unsure = checked.unsure ?? (isOpen && exploration.limits.length === 0 ? ordersNotSeen : undefined)
    return { found: [{ study, checked: { ...checked, isOpen, unsure }, again }], seen: study }
  }
  function* judged(
    property: string,
    says: Sentence,
    { found, seen, isLeftOut = false, mode: asked = 'any', measured }: Seen,
  ): Steps<void> {
    const violations: Finding[] = []
    const looked: { readonly exploration: Exploration; readonly checked: Checked }[] = []
    let mode = asked
    for (const { study, checked, again } of found) {
      const retelling: Retelling = {
        tell: (seen, violation) => ({
          ...told(caseType, seen, opened, violation, play, options.imports),
          mode: isInTime(seen.exploration) ? time : asked,
        }),
        play,
        inTime: ordered,
        again: seen => again(seen).violations,
      }
      const { findings, seen: view, untimely } = yield* retimed(study, checked.violations, retelling)
      violations.push(...findings)
      if (view !== undefined) mode = time
      const unsure = unsureWith(checked.unsure, untimely)
      looked.push({ exploration: (view ?? study).exploration, checked: { ...checked, unsure } })
    }
    const isLimited =
      looked.some(({ exploration, checked }) => checked.isOpen === true || exploration.limits.length > 0) ||
      isLeftOut ||
      until.stopped() !== undefined
    const isVoid = looked.every(({ checked }) => checked.isVoid === true) && (looked.length > 0 || !isLeftOut)
    const last = looked.at(-1)
    const verdict = violations.length > 0 ? 'violated' : isVoid ? 'notApplicable' : isLimited ? 'bounded' : 'sampled'
    verdicts.push({
      property,
      says,
      verdict,
      mode,
      scope: scopeOf(
        caseType,
        last?.exploration ?? seen.exploration,
        looked.map(({ exploration }) => exploration),
        until.stopped(),
        last?.checked.unsure,
      ),
      ...(verdict === 'bounded' && last?.checked.unsure && { unsure: last.checked.unsure }),
      ...(measured && { measured }),
    })
    const messages = new Set<string>()
    for (const violation of violations) {
      if (messages.has(violation.message.en)) continue
      messages.add(violation.message.en)
      all.push(violation)
    }
  }
  const leftOut: string[] = []
  /** Says of a property that nobody looked for it. */
  const leaveOut = (property: string, says: Sentence): void => {
    leftOut.push(property)
    const scope = notLookedFor([property], until.stopped() as ExplorationLimit).says
    verdicts.push({ property, says, verdict: 'bounded', mode: 'any', scope })
  }
  for (const property of selected) {
    yield* until.turningTo(property)
    if (until.isOver()) {
      leaveOut(property, propertySentences[property])
      continue
    }
    if (byAnybody !== undefined && isOfAnybody(property)) {
      const again = (seen: Study) => properties[property].check(seen, undefined, beside)
      const found = [{ study: byAnybody, checked: again(byAnybody), again }]
      yield* judged(property, propertySentences[property], { found, seen: byAnybody })
      continue
    }
    const { check, isOfWhole, isOfWholeViews, isTwice, isOrdered, untold, found: also } = properties[property]
    if (isOrdered !== undefined) {
      yield* judged(property, propertySentences[property], yield* possible(properties[property], beside))
      continue
    }
    const own = owned.get(property)
    const isToBeWhole = isOfWhole === true && whole === undefined
    if (isToBeWhole && along !== undefined) whole = study
    else if (isToBeWhole && !until.isThrough()) whole = yield* studied({ isWhole: true }, few)
    if (isOfWhole && whole === undefined) {
      leaveOut(property, propertySentences[property])
      continue
    }
    const seen = isOfWhole ? (whole as Study) : study
    const asked = isTwice === true ? { ...beside, again: yield* again() } : beside
    const metElsewhere = isOfWholeViews && options.everyOpening === true ? yield* elsewhere() : undefined
    const plain = (one: Study) => check(one, undefined, asked)
    const found: Looked[] = own === undefined ? [{ study: seen, checked: plain(seen), again: plain }] : []
    const tells = telling(property)
    const looked = (one: Study, watched: Watched): Looked => ({
      study: one,
      checked: check(one, watched, { ...beside, metElsewhere, telling: one === study ? tells : undefined }),
      again: seen => check(seen, watched, { ...beside, metElsewhere, telling: undefined }),
    })
    // Where the case itself is too large, each view of it is too.
    const views = isShort ? (untold?.(study) ?? []) : []
    let isLeftOut = views.length > 0 && !isExhausted
    /** Looks at a view where what was explored does not tell, and there is time to explore it. */
    const seenIn = function* (view: Steps<Study>, watched: Watched): Steps<void> {
      if (tells !== undefined) found.push(looked(study, watched))
      else if (until.isThrough()) isLeftOut = true
      else found.push(looked(yield* view, watched))
    }
    if (isExhausted) for (const watched of views) found.push(looked(yield* studied({ watched }, most(views)), watched))
    const others = also?.(study) ?? []
    if (others.length > 0) found.length = 0
    for (const watched of others) yield* seenIn(studied({ watched }, most(others)), watched)
    for (const watched of own ?? [])
      yield* seenIn(isOfWholeViews ? studied({ watched, isWhole: true, ...along }) : viewed(watched), watched)
    const { mode, measures } = properties[property]
    const measured =
      measures === undefined || until.isThrough() ? undefined : yield* until.goingOn(measures(study, timing))
    yield* judged(property, propertySentences[property], { found, seen, isLeftOut, mode, measured })
  }
  for (const property of owns) {
    const { watched, check, inTime } = property
    const { name, says, kind } = property.property
    yield* until.turningTo(name)
    const isTold = !until.isOver() && exploration.asksAlso(watched.asks ?? [])
    if (until.isOver() || (!isTold && until.isThrough())) {
      leaveOut(name, says)
      continue
    }
    const view = isTold ? study : yield* viewed(watched)
    const looked =
      kind === 'within' ? yield* until.goingOn(inTime(view, timing)) : { study: view, checked: check(view) }
    const mode = looked.study === view ? 'any' : time
    yield* judged(name, says, { found: [{ ...looked, again: check }], seen: looked.study, mode })
  }
  const accept = [...(caseType.rulebook?.accepted ?? []), ...(options.accept ?? [])]
  const stopped = until.stopped()
  return sortedOut({
    all,
    accept,
    verdicts,
    exploration,
    stopped,
    left: stopped === undefined || leftOut.length === 0 ? undefined : notLookedFor(leftOut, stopped),
    elapsedMs: performance.now() - startedAt,
  })
}

/** What is made once asks the model that there is now, and holds on to nothing else of the verification that made it. */
function latestModel(): { readonly turnTo: (model: CaseModel) => void; readonly modelOf: () => CaseModel } {
  let latest: CaseModel
  return {
    turnTo(model) {
      latest = model
    },
    modelOf: () => latest,
  }
}

/** An exploration with parties exchanged, where it found all there is and there are such parties. */
function exchanging(study: Study): Study | undefined {
  const { isExhausted, exchanged, limits } = study.exploration
  return isExhausted && !isCancelled(limits) && (exchanged?.groups.length ?? 0) > 0 ? study : undefined
}
