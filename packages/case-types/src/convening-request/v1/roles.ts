import type { PartyId } from '@convoke/core'
import type { Context } from './context.js'
import { screeningParty, signed, unsigned } from './conveners.js'
import { rulers } from './disputes.js'
import { current, delegates } from './invitees.js'

type Read = Readonly<Context>

/**
 * Who holds which capacity 角色, read from the data of the case.
 *
 * @source our default; the parties are those of the article on the town, and whoever is invited neither screens nor rules
 */
export const roles = {
  /** 约请方: drafted or cosigned, and still in. */
  convener: { who: signed },
  /** 拟联合约请方: asked to cosign. */
  coConvener: { who: unsigned },
  /** 受理方: the operations centre, or the supervisor where the centre is itself invited. */
  screener: { who: screeningParty },
  /** 受邀单位. */
  invitee: { who: current },
  /** 受托人: comes for an invited unit. */
  delegate: { who: delegates },
  /** 参与方: village, committee, company or residents at the table without an invitation to answer. */
  participant: { who: (context: Read) => context.participants },
  /** 主持人. */
  chair: { who: (context: Read) => context.chair },
  /** 裁定方: the lowest common superior of a dispute, or the supervisor on appeal. */
  ruler: { who: rulers },
  /** 责任单位: has an item. */
  assignee: { who: (context: Read) => workers(context, item => [item.assignee]) },
  /** 协办单位: helps with an item. */
  coAssignee: { who: (context: Read) => workers(context, item => item.coAssignees) },
  /** 被督办单位: has a supervision order to answer. */
  supervised: {
    who: (context: Read) =>
      Object.values(context.supervisions).flatMap(order => (order.status === 'open' ? [order.target] : [])),
  },
  /** 督办单位, the town leader in charge 分管领导: where the town's line ends. */
  supervisor: { who: (context: Read) => context.supervisor, lastResort: true },
  /** 协调方: whoever coordinates an escalated request now, the supervisor or then the district. */
  coordinator: {
    who: ({ escalation, supervisor, districtOffice }: Read) => {
      if (escalation === null) return null
      return escalation.level === 'town' ? supervisor : districtOffice
    },
    lastResort: true,
  },
  /** 片会召集人. */
  areaChair: { who: (context: Read) => context.areaChair },
  /** 区级协调单位: where every line ends. */
  districtOffice: { who: (context: Read) => context.districtOffice, lastResort: true },
  /** 抄送单位: may read. */
  informed: { who: (context: Read) => context.informed, readsOnly: true },
}

function workers(context: Read, of: (item: Context['items'][string]) => readonly PartyId[]): readonly PartyId[] {
  return Object.values(context.items).flatMap(of)
}
