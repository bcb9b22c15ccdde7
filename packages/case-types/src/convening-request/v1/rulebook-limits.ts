// How long and how many, as the sources say, and where they are silent, what we hold it to. Of times of ours only the principal ones.
import { limitTable } from '@convoke/core'

/** The limits of a convening request. */
export const limits = limitTable(`
  | what                     | is                         | source  |
  |--------------------------|----------------------------|---------|
  | deadline.cosignature     | within 2 working days      | ours    |
  | deadline.screening       | within 1 working day       | ours    |
  | deadline.reply           | within 2 working days      | ours    |
  | deadline.presence        | within 30 minutes          | whistle |
  | deadline.emergencyReport | within 1 working day       | ours    |
  | deadline.ruling          | within 1 working day       | ours    |
  | deadline.meeting         | within 3 working days      | ours    |
  | deadline.notice          | not before 1 working day   | ours    |
  | deadline.minutes         | within 1 working day       | ours    |
  | deadline.confirmation    | within 1 working day       | ours    |
  | deadline.progress        | within 5 working days      | ours    |
  | deadline.verification    | within 3 working days      | ours    |
  | deadline.scoring         | within 5 working days      | ours    |
  | deadline.areaMeeting     | within 31 calendar days    | ours    |
  | deadline.escalation      | within 5 working days      | ours    |
  | deadline.reopening       | window of 30 calendar days | ours    |
  | deadline.lookBack        | within 90 calendar days    | ours    |
  | returnsAllowed           | 1                          | ours    |
  | maxReschedules           | 2                          | ours    |
  | spotCheckPercent         | 10                         | ours    |
  | areaBatchThreshold       | 3                          | ours    |
  | quorum                   | 2 of 3                     | ours    |
  | maxAdjournments          | 2                          | ours    |
  | maxReplacements          | 2                          | ours    |
  | maxBounces               | 1                          | ours    |
  | maxExtensions            | 2                          | ours    |
  | maxRework                | 2                          | ours    |
  | maxOrderedMeetings       | 1                          | ours    |
  | maxAreaVisits            | 2                          | ours    |
  | maxReopenings            | 2                          | ours    |
`)
