export { commitmentOf, isPersonalHandle, markOf, personal, personalHandle, visibleTo } from './marks.js'
export type { IsMarked, Mark, MarkOf, MarkRoles, Marks, Personal, PersonalHandle, PersonalOptions, VisibleTo, Wrapped } from './marks.js'
