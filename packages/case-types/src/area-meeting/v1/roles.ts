import type { Context } from './context.js'

type Read = Readonly<Context>

/** Who is who in a round 角色. */
export const roles = {
  /** 片会召集人. */
  chair: { who: (context: Read) => context.chair },
  /** 记录人: writes the minutes and publishes. */
  secretary: { who: (context: Read) => context.secretary },
  /** 成员单位: committees and resident units of the area. */
  member: { who: (context: Read) => context.members },
  /** 受邀部门. */
  invited: { who: (context: Read) => Object.keys(context.invited) },
  /** 提出单位: raised a topic and may take it back. */
  raiser: {
    who: (context: Read) =>
      Object.values(context.topics).flatMap(({ raisedBy }) => (raisedBy === null ? [] : [raisedBy])),
  },
  /** 责任单位: has a duty out of a plan. */
  assignee: { who: (context: Read) => Object.values(context.duties).map(({ assignee }) => assignee) },
  /** 督办单位, the town leader in charge. */
  supervisor: { who: (context: Read) => context.supervisor, lastResort: true },
  /** 区级协调单位. */
  districtOffice: { who: (context: Read) => context.districtOffice, readsOnly: true },
  /** 抄送单位. */
  informed: { who: (context: Read) => context.informed, readsOnly: true },
}
