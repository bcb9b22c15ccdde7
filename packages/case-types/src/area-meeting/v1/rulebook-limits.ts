// How long and how many, as the sources say, and where they are silent, what we hold it to. Of times of ours only the principal ones.
import { limitTable } from '@convoke/core'

/** The limits of an area meeting. */
export const limits = limitTable(`
  | what             | is                      | source  |
  |------------------|-------------------------|---------|
  | deadline.session | within 31 calendar days | minutes |
  | batchThreshold   | 3                       | ours    |
  | maxDeferrals     | 2                       | ours    |
  | maxReschedules   | 2                       | ours    |
  | maxRework        | 1                       | ours    |
  | quorum           | 1 of 2                  | ours    |
`)
