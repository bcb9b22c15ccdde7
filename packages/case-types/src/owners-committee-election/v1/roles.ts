import type { FileReference, PartyId } from '@convoke/core'
import type { Context } from './context.js'
import { committeeNow } from './electing.js'

type Read = Readonly<Context>

/** Who leads the preparation: the group's chair, or in a by-election the committee itself. */
export const groupChair = ({ kind, groupChair: chair, ownersCommittee }: Read): PartyId | null =>
  kind === 'byElection' ? ownersCommittee : chair

/** Who watches the count: the residents' committee, or the town. */
export const monitor = (context: Read): PartyId =>
  context.residentsCommittee !== null && context.residentsCommittee !== groupChair(context)
    ? context.residentsCommittee
    : context.town

/**
 * Who holds which capacity 角色. Owners are on a roll; group and candidates are data.
 *
 * @source Shanghai property rules 13–34
 */
export const roles = {
  /** 镇（街道）: forms the group, chairs it, completes the filing. */
  town: { who: (context: Read) => context.town, lastResort: true },
  /** 建设单位: reports that the conditions are met. */
  developer: { who: (context: Read) => context.developer },
  /** 业委会 of the term that ends. */
  ownersCommittee: { who: (context: Read) => context.ownersCommittee },
  /** 居（村）委会. */
  residentsCommittee: { who: (context: Read) => context.residentsCommittee },
  /** 房管机构: keeps seals and papers between two terms. */
  housingOffice: { who: (context: Read) => context.housingOffice },
  /** 筹备组（换届改选小组）组长. */
  groupChair: { who: groupChair },
  /** 筹备组（换届改选小组）成员. */
  groupMember: { who: (context: Read) => context.group.map(({ party }) => party) },
  /** 监票方. */
  monitor: { who: monitor },
  /** 业主. */
  propertyOwner: { roll: (context: Read): FileReference | null => context.roll },
  /** 业主代表. */
  ownerRepresentative: { who: (context: Read) => context.ownerRepresentatives },
  /** 当选委员. */
  electedMember: { who: (context: Read) => (context.result === 'valid' ? committeeNow(context) : []) },
  /** 新任业委会主任. */
  newChair: { who: (context: Read) => context.chair },
  /** 区房管部门. */
  district: { who: (context: Read) => context.district ?? context.town, lastResort: true },
  /** 公安机关: helps where seals are not handed over. */
  police: { who: (context: Read) => context.police, readsOnly: true },
}
