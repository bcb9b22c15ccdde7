import type { StretchedFigure } from '../statistics/by-stretch.js'
import type { Corrections } from '../statistics/interval.js'

/** By what the difference of one figure is corrected. */
export interface Correcting {
  /** `first` and `other` are the figure by stretches of time, under either policy, where there is it. */
  by(first?: StretchedFigure, other?: StretchedFigure): Corrections
}

/** By nothing. */
export const uncorrected: Correcting = { by: () => [] }
