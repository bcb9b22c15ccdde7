// What the sources say of an area meeting 片会, and where they are silent, what we hold it to.
// Written beside the sources by people who knew the machine; some rows were corrected after the two were compared, so
// it is no second opinion on them. `convoke verify` holds the machine to it: edit the table to say what ought to be.
import { type Rulebook, ruleTable } from '@convoke/core'
import { limits } from './rulebook-limits.js'
import { properties } from './rulebook-properties.js'

/** Rows are to be read as sentences: in these states, this is done by these roles and leads there. */
const rules = ruleTable(`
  | in                   | does                  | by                                 | leads to                                             | source  |
  |----------------------|-----------------------|------------------------------------|------------------------------------------------------|---------|
  | collecting?          | addTopic              | chair, secretary, member, supervisor | =                                                  | article |
  |                      | case.joined           |                                    | =                                                    | article |
  | collecting           | classifyTopic         | chair, secretary                   | =                                                    | ours    |
  | collecting           | withdrawTopic         | chair, raiser                      | =, withdrawn, lapsed                                 | ours    |
  |                      | callMeeting           | chair                              | called                                               | article |
  |                      | deadline.session      |                                    | =, lapsed                                            | ours    |
  | called               | reschedule            | chair                              | =                                                    | ours    |
  |                      | accept, decline       | invited                            | =                                                    | article |
  |                      | openMeeting           | chair                              | inSession.gathering                                  | ours    |
  |                      | deadline.notice, deadline.reply |                          | =                                                    | ours    |
  |                      | deadline.meeting      |                                    | collecting, lapsed                                   | ours    |
  | inSession.gathering, inSession.deciding  | checkIn | chair, secretary, member, invited | =                                                | ours    |
  | inSession.gathering  | begin                 | chair                              | inSession.deciding                                   | ours    |
  |                      | noQuorum              | chair                              | collecting, lapsed                                   | ours    |
  |                      | deadline.conclusion   |                                    | inSession.minutes                                    | ours    |
  | inSession.deciding   | adoptPlan             | chair                              | =?, inSession.minutes                                | article |
  |                      | returnToConvening     | chair                              | =?, inSession.minutes                                | article |
  | inSession.deciding?  | openConvening         | chair                              | =?, inSession.minutes                                | article |
  | inSession.deciding   | escalate              | chair                              | =?, inSession.minutes                                | article |
  |                      | defer                 | chair                              | =?, inSession.minutes                                | ours    |
  |                      | deadline.conclusion   |                                    | inSession.minutes                                    | ours    |
  | inSession.minutes    | recordMinutes         | secretary                          | =, publishing                                        | minutes |
  |                      | signMinutes           | chair, secretary, member, invited  | =, publishing                                        | minutes |
  |                      | deadline.minutes      |                                    | publishing                                           | ours    |
  | publishing           | publish               | secretary, chair                   | following, concluded, partlyConcluded                | RC23    |
  |                      | deadline.publication  |                                    | following, concluded, partlyConcluded                | ours    |
  | following?           | confirmDuty, objectDuty | assignee                         | =, concluded?, partlyConcluded?                      | ours    |
  |                      | deadline.confirmation |                                    | =, concluded?, partlyConcluded?                      | ours    |
  |                      | done                  | assignee                           | =                                                    | ours    |
  | following?           | passDuty              | chair, supervisor                  | =?, concluded, partlyConcluded?                      | ours    |
  |                      | failDuty              | chair, supervisor                  | =, partlyConcluded?                                  | ours    |
  | following?           | deadline.dutyDue      |                                    | =, partlyConcluded?                                  | ours    |
  | following?           | deadline.dutyDue.fiveDaysLate |                            | =?, concluded?, partlyConcluded?                     | ours    |
  |                      | deadline.check        |                                    | =?, concluded?, partlyConcluded?                     | ours    |
  | following            | case.opened           |                                    | =                                                    | ours    |
  |                      | case.refused          |                                    | =?, concluded?, partlyConcluded                       | ours    |
  | following?           | case.settled          |                                    | =?, concluded?, partlyConcluded?                     | ours    |
  | following            | deadline.linked       |                                    | =?, concluded?, partlyConcluded                       | ours    |
  | (open)?              | remind                | chair, secretary, supervisor       | =                                                    | ours    |
  | (open)               | copyTo                | chair, supervisor                  | =                                                    | ours    |
`)

/** What the properties look at. */
type Seen = {
  readonly outcome: string | null
  is(path: string): boolean
}

/** The rulebook of an area meeting. */
export const rulebook: Rulebook = {
  readOn: '2026-11-23',
  sources: {
    ours: 'our default: no public rule was found',
    article:
      'the article on the town: the area meeting studies common problems with the departments it invites, docs/reference/sources.md#the-seed-article',
    RC23: 'Residents’ committee regulations 23: what is agreed is published, docs/reference/sources.md#residents-committee-regulations',
    minutes: 'the monthly meeting in Minhang, docs/reference/sources.md#the-monthly-meeting-in-minhang',
  },
  rules,
  limits,
  apart: [
    // What was taken back is over: whoever did so neither sorts it anew nor takes it back again.
    { did: 'withdrawTopic', mayNot: 'classifyTopic', item: 'topic', source: 'ours' },
    { did: 'withdrawTopic', mayNot: 'withdrawTopic', item: 'topic', source: 'ours' },
    { did: 'done', mayNot: 'passDuty', item: 'duty', source: 'ours' },
    { did: 'done', mayNot: 'failDuty', item: 'duty', source: 'ours' },
  ],
  properties: [
    ...properties,
    {
      name: 'one-outcome',
      says: { 'zh-CN': '办结的状态与结果一致', en: 'a meeting ends as the state says in which it ends' },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [({ outcome, is }: Seen) => outcome === null || is(outcome)],
      source: 'ours',
    },
  ],
}
