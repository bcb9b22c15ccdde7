// How long and how many, as the sources say, and where they are silent, what we hold it to. Of times of ours only the principal ones.
import { limitTable } from '@convoke/core'

/** The limits of a complaint. */
export const limits = limitTable(`
  | what                      | is                         | source |
  |---------------------------|----------------------------|--------|
  | deadline.intake           | within 4 working hours     | ours   |
  | deadline.supplementing    | within 2 working days      | ours   |
  | deadline.siteVerification | within 4 working hours     | ours   |
  | deadline.followingUp      | within 24 hours            | ours   |
  | deadline.trapped          | within 2 hours             | SE32   |
  | deadline.signing          | within 1 working day       | ours   |
  | deadline.urgentSigning    | within 30 minutes          | ours   |
  | deadline.returning        | window of 1 working day    | ours   |
  | deadline.ruling           | within 1 working day       | ours   |
  | deadline.firstContact     | within 1 working day       | XY     |
  | deadline.handling         | within 5 working days      | DN     |
  | deadline.simpleHandling   | within 1 working day       | DN     |
  | deadline.shelvingReview   | within 20 working days     | ours   |
  | deadline.review           | within 1 working day       | ours   |
  | deadline.callback         | within 3 working days      | DN     |
  | deadline.rework           | within 3 working days      | XY     |
  | deadline.escalation       | within 5 working days      | ours   |
  | deadline.reopening        | window of 30 calendar days | ours   |
  | returnsAllowed            | 1                          | WF     |
  | triesToReach              | 3                          | ours   |
  | daysToReach               | 2                          | ours   |
  | triesToCallBack           | 3                          | ours   |
  | maxShelvingReviews        | 2                          | ours   |
  | maxReworks                | 2                          | ours   |
  | maxReassignments          | 3                          | ours   |
  | maxSupplementRequests     | 1                          | ours   |
  | maxExtensions             | 2                          | ours   |
  | maxOrders                 | 2                          | ours   |
  | maxReopenings             | 2                          | ours   |
  | maxMerges                 | 2                          | ours   |
  | dissatisfiedAt            | 2                          | ours   |
  | callbackPercent           | 100                        | ours   |
`)
