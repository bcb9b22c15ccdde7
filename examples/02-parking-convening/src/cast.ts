// Who takes part, who stands over whom, and what the two committees write into their request.

import type { conveningRequest } from '@convoke/case-types/convening-request'
import type { Opening } from 'convoke'
import { type AuthorityEdge, staticDirectory } from 'convoke'

/** The parties, with the names that the output shows. */
export const cast = {
  'rc:chunshen-jingcheng': ['春申景城居委会', "Residents' committee"],
  'vc:jixin': ['集新村村委会', 'Village committee'],
  'town:community-office': ['社区办', 'Community office'],
  'town:economy-centre': ['经管中心', 'Economy centre'],
  'town:operations-centre': ['城运中心', 'Operations centre'],
  'police:chunshen-station': ['派出所', 'Police station'],
  'person:deputy-zhou': ['社区办副主任周某', 'Deputy Zhou'],
  'property:chunshen': ['春申物业', 'Property company'],
  'leader:in-charge': ['镇分管领导', 'Town leader in charge'],
  'area:chunshen': ['春申片区', 'Area chair'],
  'district:coordination': ['区级协调单位', 'District office'],
  'police:county-bureau': ['公安分局', 'County police bureau'],
  'passer-by:wu': ['路人吴某', 'A passer-by'],
} as const satisfies Record<string, readonly [zh: string, en: string]>

export type PartyName = keyof typeof cast

export const committee = 'rc:chunshen-jingcheng'
export const village = 'vc:jixin'
export const community = 'town:community-office'
export const economy = 'town:economy-centre'
export const operations = 'town:operations-centre'
export const police = 'police:chunshen-station'
export const deputy = 'person:deputy-zhou'
export const property = 'property:chunshen'
export const leader = 'leader:in-charge'
export const passerBy = 'passer-by:wu'

const edge = (superior: PartyName, kind: AuthorityEdge['kind'], subordinate: PartyName): AuthorityEdge => ({
  ...{ superior, kind, subordinate },
  from: 0,
  to: null,
})

/**
 * 组织名录: the town commands its departments and only guides the committees; the police station is under the county
 * bureau, so nobody in the town can rule on it.
 */
export const directory = staticDirectory({
  edges: [
    edge(leader, 'commands', community),
    edge(leader, 'commands', economy),
    edge(leader, 'commands', operations),
    edge(leader, 'guides', committee),
    edge(leader, 'guides', village),
    edge('police:county-bureau', 'commands', police),
  ],
})

/** Chosen here, so that opening twice opens one case. */
export const caseId = '01997e62-5e80-7000-8000-000000000007'

/** The plan as first drafted: it does not say yet what was tried. */
export const firstPlan = {
  situation: '春申景城与集新村共用的道路夜间停满，消防通道受阻',
  tried: '居民反映强烈',
  decisionWanted: '明确夜间停车、违停执法与标线的职责分工',
}

/** 约请方案 */
export const request: Opening<typeof conveningRequest> = {
  topic: '停车难',
  kind: 'joint',
  place: '春申景城与集新村交界道路',
  plan: firstPlan,
  conveners: [committee, village],
  invitees: [
    { party: community, as: 'lead', asked: '牵头错时停车方案' },
    { party: economy, as: 'required', asked: '协调商户开放夜间车位' },
    { party: operations, as: 'required', asked: '派单与指挥' },
    { party: police, as: 'required', asked: '违停执法', letter: true },
  ],
  participants: [property],
  screener: operations,
  supervisor: leader,
  areaChair: 'area:chunshen',
  districtOffice: 'district:coordination',
  contact: '居民陈阿姨 021-5555-0123',
}
