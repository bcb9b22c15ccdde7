// How long and how many, as the sources say, and where they are silent, what we hold it to. Of times of ours only the principal ones.
import { limitTable } from '@convoke/core'

/** The limits of an election. */
export const limits = limitTable(`
  | what                      | is                          | source |
  |---------------------------|-----------------------------|--------|
  | deadline.conditionsReport | within 30 calendar days     | SHP13  |
  | deadline.forming          | within 60 calendar days     | SHP15  |
  | deadline.names            | within 7 calendar days      | SHP15  |
  | deadline.notice           | not before 15 calendar days | SHP16  |
  | deadline.meeting          | within 90 calendar days     | SHP16  |
  | deadline.publication      | within 3 calendar days      | SHP26  |
  | deadline.filing           | within 30 calendar days     | SHP21  |
  | deadline.registration     | within 20 calendar days     | SHP21  |
  | deadline.deposit          | within 10 calendar days     | SHP29  |
  | deadline.sealsBack        | within 10 calendar days     | SHP29  |
  | deliveredShare            | 1 of 2                      | SHP13  |
  | ownersInGroup             | 1 of 2                      | SHP15  |
  | leastSeats                | 5                           | SHP20  |
  | leastSeatsSmall           | 3                           | SHP20  |
  | smallArea                 | 10000                       | SHP20  |
  | leastTerm                 | 3                           | SHP20  |
  | longestTerm               | 5                           | SHP20  |
  | reportMonthsBefore        | 5                           | SHP28  |
  | participation             | 2 of 3                      | CC278  |
  | approval                  | 1 of 2                      | CC278  |
  | maxReturns                | 1                           | ours   |
  | maxRevotes                | 1                           | ours   |
  | maxRunOffs                | 1                           | ours   |
  | maxExtensions             | 1                           | ours   |
`)
