// 公共车位收费: three hundred owners vote twice. First too few of them, though with area enough; then enough of both.
import { chinaCalendar } from '@convoke/calendar'
import { fourParty } from '@convoke/case-types/four-party'
import { createEngine, describeRefusal, memoryStore, ownersOrdinary, staticDirectory, tallyCounts } from 'convoke'
import { ballots, sumsOf } from './ballots.js'
import { everybody, owner, reference, roll } from './roll.js'
import { at, explained, instant, said, say, thresholds } from './telling.js'

const residents = 'rc:chunshen'
const committee = 'oc:chunshen'

/** A clock that stands still until it is set; `advance(until)` moves it from deadline to deadline. */
let now = Date.parse('2026-03-02T09:00+08:00')
const clock = Object.assign(() => now, {
  set: (moment: number) => {
    now = moment
  },
})

const engine = createEngine({
  caseTypes: [fourParty],
  store: memoryStore(),
  // The window to challenge ends next year, whose holidays are not published yet: its date is marked provisional.
  calendar: chinaCalendar(),
  directory: staticDirectory({ rolls: { [reference.sha256]: roll.members } }),
  now: clock,
})

const opened = await engine.open(
  'four-party',
  {
    topic: '公共车位收费',
    place: '春申景城',
    raisedBy: owner(1),
    matter: 'otherCommon',
    residentsCommittee: residents,
    partyBranch: 'branch:chunshen',
    ownersCommittee: committee,
    propertyCompany: 'pm:chunshen',
    town: 'town:meilong',
    housingOffice: 'town:housing',
    district: 'district:housing',
    mediator: 'mediation:chunshen',
    committee: { seats: 5, members: [1, 2, 3, 4, 5].map(owner) },
    roll: reference,
    electorate: everybody,
  },
  { by: owner(1) },
)
if (!opened.ok) throw new Error(opened.refusal.code)
const { id } = opened.case
const document = (digit: string) => ({
  sha256: digit.repeat(64),
  size: 2_048,
  mediaType: 'application/pdf',
  uri: `urn:convoke:file:${digit}`,
})

/** Somebody acts at a moment of 2026; a refusal ends the example. */
async function send(when: string, by: string, type: string, data: object = {}): Promise<void> {
  await engine.advance(at(when))
  const result = await engine.submit(id, { type, ...data }, { by })
  if (!result.ok) throw new Error(`${by} ${type}: ${JSON.stringify(result.refusal)}`)
}

/** The same, told: where the case stands afterwards. */
async function acts(when: string, by: string, type: string, data: object = {}): Promise<void> {
  await send(when, by, type, data)
  said(when, fourParty.labels, by, type, (await engine.view(id))?.states.at(-1))
}

/** Somebody tries, and reads why not. */
async function isRefused(when: string, by: string, type: string, data: object = {}): Promise<void> {
  await engine.advance(at(when))
  const result = await engine.submit(id, { type, ...data }, { by })
  if (result.ok) throw new Error(`${by} was to be refused ${type}`)
  const { refusal } = result
  said(when, fourParty.labels, by, type, undefined)
  say(`✗ ${describeRefusal(refusal, 'zh-CN', { labels: fourParty.labels['zh-CN'], instant }).text}`)
  say(`  ${describeRefusal(refusal, 'en', { labels: fourParty.labels.en, instant }).text}`)
}

/** An open deadline with its rule and its arithmetic. */
async function explains(name: string, key = ''): Promise<void> {
  const found = (await engine.deadlines(id)).find(deadline => deadline.name === name && deadline.key === key)
  if (found === undefined) throw new Error(`no deadline ${name} ${key}`)
  explained(found)
}

/** The vote, from its opening to the count that organiser and monitor confirm; each threshold as the case counted it. */
async function vote(
  days: { readonly open: string; readonly cast: string; readonly count: string },
  yes: number,
  no: number,
) {
  await acts(days.open, committee, 'openVoting')
  await explains('votingPeriod')
  const cast = ballots(yes, no)
  for (const { voter, choice } of cast) await send(days.cast, voter, 'vote', { choice })
  say(`${cast.length}名业主投票：同意${yes}，反对${no} · ${cast.length} owners vote: ${yes} yes, ${no} no`)
  await send(days.count, committee, 'confirmCount', sumsOf(cast))
  await acts(days.count, residents, 'confirmCount', sumsOf(cast))
  const counted = (await engine.view(id))?.data.vote
  if (counted?.counts == null) throw new Error('the vote was not counted')
  const sums = { electorate: everybody, ...counted.counts, vetoed: false, vetoesOut: 0, casting: null }
  thresholds(tallyCounts(ownersOrdinary(), sums, { closed: true }), counted.result)
}

const meeting = { title: '公共车位收费', agenda: '收费标准与用途', matter: 'otherCommon' }
await acts('03-03 10:00', residents, 'toOwnersMeeting', {
  matter: 'otherCommon',
  reason: '共有部分收益，由业主共同决定',
})
await acts('03-05 10:00', committee, 'announceVote', meeting)
await explains('notice')
await isRefused('03-16 09:00', committee, 'openVoting')
await vote({ open: '03-23 09:00', cast: '03-28 14:00', count: '04-08 10:00' }, 140, 59)
await acts('04-09 10:00', committee, 'postDecision', { file: document('8') })

await acts('04-13 10:00', committee, 'revote', { reason: '参与人数差一人' })
await acts('04-14 10:00', committee, 'announceVote', meeting)
await vote({ open: '05-06 09:00', cast: '05-16 14:00', count: '05-22 10:00' }, 150, 66)
await acts('05-22 15:00', committee, 'postDecision', { file: document('9') })
await explains('documentPosted', 'vote-2')
await isRefused('05-25 09:00', committee, 'takeDown', { doc: 'vote-2' })
await explains('challengeWindow', 'vote-2')
await engine.close()
