import type { Context } from './context.js'
import { inside } from './opening.js'
import * as parties from './parties.js'

type Read = Readonly<Context>

/**
 * Who holds which capacity 角色, read from the data of the case. Where the one named is accused, whoever stands above it
 * holds its place.
 *
 * @source [Shanghai property rules 5(6)](docs/reference/sources.md#shanghai-property-rules);
 * [Petition work regulations 22, 30](docs/reference/sources.md#petition-work-regulations); the rest is ours
 */
export const roles = {
  /** 诉求人: who complains, and the representatives of a group. Hidden from the respondent, pseudonym and all. */
  complainant: { who: parties.complainants, seenBy: inside },
  /** 受理方: the desk of the hotline or committee. */
  intake: { who: parties.intake },
  /** 城运中心: dispatches and follows up. */
  operationsCentre: { who: parties.centre },
  /** 主办单位: answers for the matter, at any time exactly one. */
  leadUnit: { who: (context: Read) => context.lead },
  /** 协办单位: helps the lead unit, and never answers the complainant. */
  coUnit: { who: (context: Read) => Object.keys(context.coUnits) },
  /** 被反映单位: acts only by `state` and `remedy`. */
  respondent: { who: (context: Read) => context.respondent },
  /** The respondent, once it may be given the complainant's name. */
  consentedRespondent: {
    who: (context: Read) => (parties.maySeeComplainant(context) ? context.respondent : null),
    readsOnly: true,
  },
  /** 网格巡查员: verifies on site, before and after. */
  gridInspector: {
    who: (context: Read) =>
      context.gridInspector === null ? null : parties.firstApart(context, [context.gridInspector], [context.lead]),
  },
  /** 审核方: reviews the answer; never the lead unit. */
  reviewer: { who: parties.reviewer },
  /** 回访方: calls back; never the lead unit. */
  caller: { who: parties.caller },
  /** 审批方: decides on requests of the lead unit. */
  approver: {
    who: (context: Read) =>
      (['extension', 'shelving', 'termination'] as const).flatMap(request =>
        context.requests[request] === null ? [] : parties.listed(parties.approver(context, request)),
      ),
  },
  /** 裁定方: rules on a returned order. */
  ruler: { who: parties.ruler },
  /** 应急单位: police, fire, ambulance, gas or lift rescue. */
  emergencyUnit: {
    who: (context: Read) => {
      const unit = context.emergency?.unit ?? null
      return unit === null ? null : parties.firstApart(context, [unit])
    },
  },
  /** 被督办单位: has a supervision order to answer. */
  supervised: {
    who: (context: Read) =>
      Object.values(context.supervisions).flatMap(order => (order.status === 'open' ? [order.target] : [])),
  },
  /** 协调方: the superior named when the complaint was escalated. */
  coordinator: { who: parties.coordinator, lastResort: true },
  /** 督办单位: the town, where its line ends. */
  supervisor: { who: parties.supervisor, lastResort: true },
  /** 区级协调单位: where every line ends. */
  districtOffice: { who: (context: Read) => parties.firstApart(context, [context.districtOffice]), lastResort: true },
  /** 附议人: joined, and is told what becomes of it. */
  supporter: { who: (context: Read) => context.supporters, readsOnly: true, seenBy: inside },
  /** 抄送单位: may read. */
  informed: { who: (context: Read) => context.informed, readsOnly: true },
}
