// Who takes part, and who stands over whom.
import { type AuthorityEdge, staticDirectory } from 'convoke'

/** The parties, with the names that the output shows. */
const names: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'resident:chen': ['居民陈阿姨', 'Resident Chen'],
  'hotline:desk': ['热线', 'Hotline'],
  'town:operations': ['城运中心', 'Operations centre'],
  'town:community': ['社区办', 'Community office'],
  'town:squad': ['城管中队', 'Enforcement squad'],
  'police:station': ['派出所', 'Police station'],
  'rc:chunshen': ['春申居委会', "Residents' committee"],
  'leader:in-charge': ['镇分管领导', 'Town leader'],
}

export const chen = 'resident:chen'
export const hotline = 'hotline:desk'
export const centre = 'town:operations'
export const community = 'town:community'
export const squad = 'town:squad'
export const police = 'police:station'
export const committee = 'rc:chunshen'
const leader = 'leader:in-charge'

/** A party in both languages. */
export const nameOf = (party: string): readonly [zh: string, en: string] => names[party] ?? [party, party]

const edge = (superior: string, kind: AuthorityEdge['kind'], subordinate: string): AuthorityEdge => ({
  ...{ superior, kind, subordinate },
  from: 0,
  to: null,
})

/** 组织名录: the town commands its offices, its centre dispatches to them; the police station is under neither. */
export const directory = staticDirectory({
  edges: [
    ...[community, squad, centre].map(unit => edge(leader, 'commands', unit)),
    ...[community, squad].map(unit => edge(centre, 'dispatches', unit)),
    edge(leader, 'guides', committee),
  ],
})

/** 诉求: the fire lane is full of cars at night. */
export const complaintOpening = {
  topic: '夜间停车堵塞消防通道',
  place: '春申景城与集新村交界道路',
  complainant: chen,
  statement: '晚上十点以后消防通道停满，救护车进不来',
  phone: '021-5555-0123',
  intake: hotline,
  operationsCentre: centre,
  firstReceiver: committee,
  supervisor: leader,
  districtOffice: 'district:coordination',
  areaChair: 'area:chunshen',
} as const

/** What the unit that leads asks for: a plan, and those who have to be at the table. */
export const conveningWanted = {
  conveners: [committee],
  plan: {
    situation: '夜间车辆停满消防通道，停放、执法与车位分属三家',
    tried: '社区办劝导两周，停放依旧；本办无执法权',
    decisionWanted: '明确夜间车位、执法与标线各由谁负责',
  },
  invitees: [
    { party: community, as: 'lead' as const, asked: '夜间错时车位方案' },
    { party: squad, as: 'required' as const, asked: '占道停车执法' },
  ],
}

/** A body that is not under the town gets a letter 函请; the committee adds it before it submits. */
export const withPolice = [
  ...conveningWanted.invitees,
  { party: police, as: 'required' as const, asked: '夜间违停处罚', letter: true },
]

/** 责任事项: who does what until when. */
export const duties = [
  {
    item: 'night-spaces',
    title: '开放夜间错时车位60个',
    assignee: community,
    due: '2025-10-11',
    criterion: '车位公布并可停放',
  },
  {
    item: 'fire-lane',
    title: '消防通道夜间巡查与处罚',
    assignee: police,
    coAssignees: [squad],
    due: '2025-10-11',
    criterion: '连续三晚通道无停车',
  },
]

export const photo = {
  sha256: 'c'.repeat(64),
  size: 204_800,
  mediaType: 'image/jpeg',
  uri: 'urn:convoke:file:lane',
}
