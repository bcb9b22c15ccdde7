// How long and how many, as the sources say; where they are silent there is no row.
import { limitTable } from '@convoke/core'

/** The limits of an area meeting. */
export const limits = limitTable(`
  | what             | is                      | source  |
  |------------------|-------------------------|---------|
  | deadline.session | within 31 calendar days | minutes |
  | batchThreshold   | 3                       | ours    |
`)
