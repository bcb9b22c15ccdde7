// One step of a random history over several case types at once.
import type { JsonObject } from '@convoke/core'
import type { Context as Area } from '../../src/area-meeting/v1/context.js'
import type { Context as Complaint } from '../../src/complaint/v1/context.js'
import type { Context as Convening } from '../../src/convening-request/v1/context.js'
import type { Context as FourParty } from '../../src/four-party/v1/context.js'
import type { Context as Election } from '../../src/owners-committee-election/v1/context.js'
import { dataFor as areaData } from '../area-meeting/random-play.js'
import { dataFor as complaintData } from '../complaint/random-play.js'
import { dataFor as conveningData } from '../convening-request/random-play.js'
import { parties } from '../four-party/play.js'
import { dataFor as fourPartyData } from '../four-party/random-play.js'
import { dataFor as electionData } from '../owners-committee-election/random-play.js'
import type { Pick } from '../stage/random.js'
import type { Scene } from './scene.js'

function data(caseType: string, type: string, context: JsonObject, at: number, pick: Pick): object {
  switch (caseType) {
    case 'area-meeting':
      return areaData(type, { context: context as unknown as Area }, pick)
    case 'complaint':
      return complaintData(type, { context: context as unknown as Complaint, at }, pick)
    case 'four-party':
      if (type === 'nameParties') return { ...parties, matter: 'otherCommon' }
      return fourPartyData(type, { context: context as unknown as FourParty, at }, pick)
    case 'owners-committee-election':
      return electionData(type, { context: context as unknown as Election, at }, pick)
    default:
      return conveningData(type, { context: context as unknown as Convening, at }, pick)
  }
}

/** What leads to another case, or comes back from one: tried first, so that histories are linked. */
const linking = [
  'routeToArea',
  'deadlock',
  'handToArea',
  'defer',
  'openConvening',
  'publish',
  'callMeeting',
  'openMeeting',
  'accept',
  'dispatch',
  'sign',
  'recordContact',
  'requestConvening',
  'requestFourParty',
  'requestShelving',
  'approve',
  'reviewShelving',
  'nameParties',
  'toElection',
  'requestInWriting',
  'formGroup',
  'postNames',
  'trainGroup',
  'announceContents',
  'openVoting',
]
/** What ends a history at once, or says much and changes little. */
const seldom = [
  'withdraw',
  'merge',
  'supersedeByMediation',
  'declareNoAuthority',
  'routeToComplaint',
  'takeOver',
  'withdrawTopic',
  'reject',
  'informPrevious',
  'closeAsDuplicate',
  'adviseChannel',
  'transfer',
  'terminate',
  'handOver',
  'supplement',
  'consent',
  'chase',
  'remind',
  'copyTo',
  'supervise',
  'joinAs',
  'nameRespondent',
  'warnAbuse',
  'state',
  'remedy',
  'interimReply',
  'markSensitive',
  'escalate',
  'sendMessage',
  'requireDocument',
  'postDocument',
  'query',
]

/** One step: somebody does something in one of the cases, or time passes. */
export async function step(s: Scene, pick: Pick): Promise<void> {
  const open = (await s.all()).filter(({ outcome }) => outcome === null)
  const one = open[pick(open.length)]
  if (one === undefined || pick(7) === 0) return s.wait((1 + pick(40)) * 12 * 3_600_000)
  const context = { ...one.data, parameters: one.parameters }
  const options: { by: string; type: string }[] = []
  for (const { party } of one.parties) {
    const view = await s.engine.view(one.id, { as: party })
    for (const { command, verdict } of view?.allowed ?? []) {
      if (verdict !== 'no' && !command.startsWith('case.')) options.push({ by: party, type: command })
    }
  }
  const likely = options.filter(({ type }) => !seldom.includes(type) || pick(30) === 0)
  const first = likely.filter(({ type }) => linking.includes(type))
  const start = pick(likely.length)
  const order = [...(pick(2) === 0 ? first : []), ...likely.slice(start), ...likely.slice(0, start)]
  for (const { by, type } of order.slice(0, 12)) {
    if (await s.attempt(one.id, by, type, data(one.caseType, type, context, s.now(), pick))) return
  }
}
