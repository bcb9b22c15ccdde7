// How long and how many, as the sources say, and where they are silent, what we hold it to. Of times of ours only the principal ones.
import { limitTable } from '@convoke/core'

/** The limits of four-party coordination. */
export const limits = limitTable(`
  | what                       | is                          | source  |
  |----------------------------|-----------------------------|---------|
  | deadline.triage            | within 2 working days       | ours    |
  | deadline.propertyAnswer    | within 10 calendar days     | HZ      |
  | deadline.committeeDecision | within 60 calendar days     | SHP26   |
  | deadline.urgentDecision    | within 7 calendar days      | SHP73   |
  | deadline.jointMeeting      | within 31 calendar days     | minutes |
  | deadline.position          | within 3 working days       | ours    |
  | deadline.notice            | not before 15 calendar days | PMR14   |
  | deadline.publication       | within 3 calendar days      | SHP26   |
  | deadline.challengeWindow   | window of 365 calendar days | CC280   |
  | deadline.confirmation      | window of 30 calendar days  | LAB33   |
  | deadline.auditPosted       | keep for 30 calendar days   | SHP67   |
  | deadline.documentPosted    | keep for 7 calendar days    | ours    |
  | deadline.acceptance        | within 5 working days       | ours    |
  | deadline.notRenewing       | not before 90 calendar days | SHP46   |
  | deadline.endingIndefinite  | not before 60 calendar days | SHP46   |
  | deadline.handOver          | within 10 calendar days     | SHP50   |
  | deadline.standIn           | within 180 calendar days    | SHP52   |
  | deadline.convenedMeeting   | within 60 calendar days     | SHP28   |
  | participation              | 2 of 3                      | CC278   |
  | ordinaryApproval           | 1 of 2                      | CC278   |
  | specialApproval            | 3 of 4                      | CC278   |
  | ownersMayDemand            | 1 of 5                      | SHP25   |
  | membersMayDemand           | 1 of 3                      | SHP26   |
  | maxRevotes                 | 1                           | ours    |
  | maxMeetings                | 3                           | ours    |
  | maxReworks                 | 2                           | ours    |
`)
