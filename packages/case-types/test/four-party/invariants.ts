// What is true of every four-party case, at every step.

import { organisationOf } from '@convoke/core'
import type { Context } from '../../src/four-party/v1/context.js'
import { needsOwners } from '../../src/four-party/v1/matters.js'
import { committee, company, type FourPartyPlay } from './play.js'

export interface Moment {
  readonly play: FourPartyPlay
  readonly context: Context
  readonly before: Context | undefined
  readonly last: { readonly by: string; readonly type: string } | undefined
}

const votes = (context: Context) => Object.entries(context.decisions).filter(([, { by }]) => by === 'owners')

/** Each a sentence; true where it holds. */
export const invariants: Readonly<Record<string, (moment: Moment) => boolean>> = {
  'neither the accused nor any part of its organisation sorts the matter, chairs, or mediates': ({ play }) => {
    const { accused } = play.context
    if (accused === null) return true
    const parts = [accused, organisationOf(accused), `${organisationOf(accused)}/office`]
    return parts.every(party => ['triager', 'chair', 'mediator'].every(role => !play.roles(party).includes(role)))
  },
  'whoever did the work has not accepted it': ({ context }) =>
    context.work === null || context.work.executor === null || !context.work.accepted.includes(context.work.executor),
  'the property company accepts nothing': ({ context }) => context.work?.accepted.includes(company) !== true,
  'nothing of the owners is adopted without a vote that passed, unless the committee approves an urgent repair': ({
    context,
  }) => {
    if (!context.adopted || !needsOwners(context.matter) || context.work !== null || context.exit !== null) return true
    if (context.arrears !== null) return true
    return Object.values(context.decisions).some(({ result, annulled }) => result === 'passed' && !annulled)
  },
  'a vote passes only with two thirds of area and of heads taking part': ({ context }) => {
    const { vote } = context
    if (vote?.result !== 'passed' || vote.counts === null || context.parameters.unreturned !== 'absent') return true
    const { yes, no, abstain } = vote.counts
    const heads = yes.heads + no.heads + abstain.heads
    const area = yes.area + no.area + abstain.area
    return heads * 3 >= vote.electorate.heads * 2 && area * 3 >= vote.electorate.area * 2
  },
  'the ballots in the box never exceed the roll': ({ context }) => {
    const { box } = context
    if (box === null) return true
    const heads = box.yes.heads + box.no.heads + box.abstain.heads
    const area = box.yes.area + box.no.area + box.abstain.area
    return heads <= box.electorate.heads && area <= box.electorate.area
  },
  'while no vote is open there is no box': ({ play, context }) =>
    (context.box !== null) === (play.where.includes('voting') || play.where.includes('tallying')),
  'a decision is never taken back but by a judgment': ({ context, before, last }) =>
    before === undefined ||
    Object.entries(before.decisions).every(
      ([key, { result, annulled }]) =>
        context.decisions[key]?.result === result &&
        (context.decisions[key]?.annulled === annulled || last?.type === 'recordJudgment'),
    ),
  'every vote that was counted is on record': ({ context }) =>
    context.vote?.status !== 'counted' || votes(context).length > 0,
  'while nobody follows, the old company is still the company': ({ play, context }) =>
    context.exit === null || context.exit.left || play.roles(context.exit.oldCompany).includes('propertyCompany'),
  'between two terms company, fees and works are not announced by the committee': ({ context }) =>
    context.committee?.betweenTerms !== true ||
    context.vote === null ||
    context.vote.organiser !== committee ||
    ['committeeElection', 'rulesOfProcedure', 'covenant', 'dwellingToBusiness'].includes(context.vote.matter),
  'a closed case says why': ({ play, context }) =>
    (play.outcome !== null) === (context.closure !== null) || play.outcome !== null,
  'every way was chosen by somebody, with a reason': ({ context }) =>
    context.routes.every(({ by, reason }) => by !== '' && reason !== ''),
  'joint meetings, votes and reworks stay within their knobs': ({ context }) =>
    context.meetings <= context.parameters.maxMeetings &&
    context.revotes <= context.parameters.maxRevotes &&
    (context.work?.reworks ?? 0) <= context.parameters.maxReworks,
  'supply is never cut with leave: every attempt is a breach': ({ context }) =>
    (context.arrears?.cuts ?? 0) <= context.breaches.filter(({ kind }) => kind === 'supplyCut').length ||
    context.breaches.length >= 100,
}
