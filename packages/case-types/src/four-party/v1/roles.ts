import type { FileReference } from '@convoke/core'
import type { Context } from './context.js'
import { chair, mediatorOf, members, organiser, triager } from './parties.js'

type Read = Readonly<Context>

/**
 * Who holds which capacity 角色. Owners are on a roll: they are looked up, never listed. Members are data.
 *
 * @source Shanghai property rules 6 (who governs a compound together), 4 and 5 (town, housing office, district)
 */
export const roles = {
  /** 提出方: brought the matter. */
  proposer: { who: (context: Read) => context.raisedBy },
  /** 分流方: sorts it, and is never the party it is about. */
  triager: { who: triager },
  /** 居民区党组织: starts, reminds, escalates, and chairs as `chair`; decides nothing for owners and signs nothing for them. */
  partyBranch: { who: (context: Read) => context.partyBranch },
  /** 主持方: calls and chairs the joint meeting; the branch, unless the matter is about it. */
  chair: { who: chair },
  /** 居（村）委会: coordinates, mediates, supervises the owners' committee. */
  residentsCommittee: { who: (context: Read) => context.residentsCommittee },
  /** 业委会 as a body. */
  ownersCommittee: { who: (context: Read) => context.ownersCommittee },
  /** 业委会委员: signs for itself and by no proxy. */
  committeeMember: { who: members },
  /** 物业企业: serves, reports, answers; accepts none of its own work. */
  propertyCompany: { who: (context: Read) => context.propertyCompany },
  /** 接管企业: the next company, or the stand-in of the district's pool. */
  incomingCompany: { who: ({ exit }: Read) => exit?.successor ?? exit?.standIn ?? null },
  /** 业主: on the roll of the property area. */
  propertyOwner: { roll: (context: Read): FileReference | null => context.roll },
  /** 表决人: on the roll of the vote that is open, which for a part-common matter is a roll of its own. */
  voter: { roll: ({ vote }: Read): FileReference | null => (vote?.status === 'open' ? vote.roll : null) },
  /** 业主代表. */
  ownerRepresentative: { who: (context: Read) => context.ownerRepresentatives },
  /** 会议组织方: announces, opens and counts a vote. */
  organiser: { who: organiser },
  /** 监票方. */
  monitor: { who: ({ vote }: Read) => vote?.monitor ?? null },
  /** 实施方. */
  executor: { who: ({ work }: Read) => work?.executor ?? null },
  /** 人民调解委员会, of the residents' committee. */
  mediator: { who: mediatorOf },
  /** 纠纷当事人. */
  disputant: { who: ({ mediation }: Read) => mediation?.parties ?? [] },
  /** 镇（街道）: orders, organises, records; where the line ends. */
  town: { who: (context: Read) => context.town, lastResort: true },
  /** 房管机构: files and checks. */
  housingOffice: { who: (context: Read) => context.housingOffice },
  /** 区房管部门: may have an urgent repair done. */
  district: { who: (context: Read) => context.district ?? context.town, lastResort: true },
  /** 列席方: police, village, units seated in the area. */
  participant: { who: (context: Read) => context.participants },
  /** 抄送单位: may read. */
  informed: { who: (context: Read) => context.informed, readsOnly: true },
}
