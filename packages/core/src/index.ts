export { assertJson, commandLimits, contextLimits, pointerToken } from './assert-json.js'
export type { JsonCheck, JsonFault, JsonLimits } from './assert-json.js'
export { canonicalJson } from './canonical.js'
export { hmacSha256Hex, sha256Hex } from './hash.js'
export { commitmentOf, isPersonalHandle, markOf, personal, personalHandle, visibleTo } from './marks.js'
export type { IsMarked, Mark, MarkOf, MarkRoles, Marks, Personal, PersonalHandle, PersonalOptions, VisibleTo, Wrapped } from './marks.js'
export type {
  Append,
  AppendResult,
  CaseIndex,
  CaseStore,
  ClaimedNotice,
  CommandRecord,
  DeadNotice,
  DueClaim,
  ErasureSubject,
  FeedItem,
  Head,
  ListedCase,
  ListQuery,
  LoadedCase,
  LoggedRefusal,
  Outbox,
  OutboxNotice,
  Page,
  RefusalLog,
} from './case-store.js'
export { assertAppendable } from './append-batch.js'
export { indexMatcher, statePaths } from './case-index.js'
export { textTokens } from './cjk-bigrams.js'
export { memoryStore } from './memory-store.js'
export { type StoreFaultCode, storeFault } from './store-fault.js'
