import { boundOf } from '../scenario/additions/questions.js'
import type { Scenario } from '../scenario/schema.js'
import type { FindOptions } from './find-staffing.js'
import type { SweepOptions } from './sweep.js'
import type { Target } from './target.js'

/** The questions that a scenario asks itself, as `sweep` and `findStaffing` take them. */
export interface QuestionsAsked {
  readonly sweep?: Omit<SweepOptions, 'caseTypes'> | undefined
  readonly find?: Omit<FindOptions, 'caseTypes'> | undefined
}

/**
 * The questions over many simulations that a scenario asks itself 情景自带的问题, by `sweep` and `find`; without them none. Pure.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * import { checkScenario } from '@convoke/simulate'
 * const checked = checkScenario(
 *   {
 *     from: '2026-03-02', days: 5,
 *     cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }],
 *     parties: { 'dept:police': { staff: 1 } },
 *     find: { staff: { 'dept:police': { from: 1, to: 3 } }, figure: 'wait', about: { party: 'dept:police' }, atMost: '20 min' },
 *   },
 *   [errand],
 * )
 * checked.ok && questionsIn(checked.scenario).find?.atMost // => 1200000
 */
export function questionsIn({ sweep, find }: Scenario): QuestionsAsked {
  return {
    ...(sweep === undefined
      ? {}
      : {
          sweep: {
            knobs: Object.entries(sweep.of).map(([path, given]) =>
              Array.isArray(given) ? { path, values: given } : { path, ...given },
            ),
            ...{ targets: sweep.figures.map(targetOf), samples: sweep.samples },
          },
        }),
    ...(find === undefined
      ? {}
      : {
          find: {
            ...{ staff: find.staff, target: targetOf(find) },
            ...{ atMost: boundOf(find.atMost), atLeast: boundOf(find.atLeast) },
          },
        }),
  }
}

type Figure = {
  readonly figure: string
  readonly about?: Readonly<Record<string, string>> | undefined
  readonly share?: number | undefined
}

function targetOf({ figure: id, about, share }: Figure): Target {
  return { id, ...(about === undefined ? {} : { dims: about }), ...(share === undefined ? {} : { share }) }
}
