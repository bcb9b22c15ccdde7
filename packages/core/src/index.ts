export {
  type AdminAct,
  adoptCalendar,
  type Correction,
  correct,
  type Erasure,
  type MovedDeadline,
  prepareCorrection,
  recordErasure,
  type Signature,
} from './admin.js'
export { allowedFor, worthTrying } from './allowed.js'
export {
  type Anchor,
  type AnchorCheck,
  type AnchoredHead,
  type AnchorFault,
  type AnchorFaultCode,
  type AnchorReport,
  anchoredHeads,
  changedHeads,
  checkAnchors,
  makeAnchor,
  parseAnchor,
  signedBytes,
} from './anchors.js'
export { assertAppendable } from './append-batch.js'
export type { JsonCheck, JsonFault, JsonLimits } from './assert-json.js'
export { assertJson, commandLimits, contextLimits } from './assert-json.js'
export { type BallotBox, ballotBox, ballotOf, type CastResult, castBallot, countBox } from './ballot-box.js'
export { canonicalJson } from './canonical.js'
export {
  activePaths,
  builtInCommands,
  type CaseDefinition,
  type CompiledCommand,
  type CompiledDeadline,
  type CompiledRole,
  caseDefinition,
} from './case-definition.js'
export type {
  Allowed,
  AnyCaseView,
  AnyOpenResult,
  AnySendResult,
  CaseEngine,
  Change,
  DeadlineView,
  ExplainedDeadline,
  InboxItem,
  OpenOptions,
  SendOptions,
} from './case-engine.js'
export { indexMatcher, statePaths } from './case-index.js'
export type {
  CaseMachine,
  CaseSetup,
  CaseSetupTools,
  MachineNames,
  NotifyTool,
  ParamsByName,
  SetupTool,
  UpdateTool,
  WhenTool,
  XStateMachine,
} from './case-setup.js'
export type { CaseSnapshot, DeadlineState, LinkedCase, RungState } from './case-state.js'
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
export type {
  AnyCaseType,
  AnyLabels,
  Authority,
  CommandDeclaration,
  DeadlineDeclaration,
  DeadlineKind,
  Duty,
  Extension,
  Facts,
  Knob,
  Link,
  Locale,
  Lookups,
  Race,
  RoleDeclaration,
  Rung,
  Separation,
  StateMeta,
} from './case-type.js'
export { checkCaseType } from './check-case-type.js'
export { textTokens } from './cjk-bigrams.js'
export { commitmentTo, isCommitment } from './commit.js'
export { ConvokeError, type ConvokeErrorLike, type Retry } from './convoke-error.js'
export { nextRungAt, owedBy } from './deadlines.js'
export { advance, decide, type LinkNews, receive, type StartRequest, start } from './decide.js'
export type {
  CaseState,
  Clock,
  CommandRequest,
  Decision,
  Draft,
  Effect,
  MachineState,
  PreparedData,
} from './decision.js'
export {
  type Approval,
  allOf,
  type Choice,
  checkRule,
  type DecisionRule,
  type Fraction,
  ownersOrdinary,
  ownersSpecial,
  quorum,
  type RuleOptions,
  type Threshold,
} from './decision-rule.js'
export { type Declaration, declareCase } from './declare-case.js'
export { type CaseType, type DeadlinesOnStates, defineCaseType, type Samples } from './define-case-type.js'
export { type DefinitionCode, definitionCodes } from './definition-error.js'
export { declarationOf, definitionHash } from './definition-hash.js'
export { type Described, type DescribeOptions, describeError, describeRefusal, errorCodes } from './describe.js'
export { type DiagramOptions, mermaidOf } from './diagram.js'
export type { AuthorityEdge, AuthorityKind, Delegation, Directory } from './directory.js'
export {
  type Ed25519Keys,
  type Ed25519PrivateKey,
  type Ed25519PublicKey,
  ed25519KeyId,
  ed25519KeyStore,
  type SubtleEd25519,
} from './ed25519-key-store.js'
export type { Cause, Commitment, Disclosure, Entry, EntryKind, StoredEntry } from './entry.js'
export { escapeCsv, escapeHtml, escapeMermaid } from './escape.js'
export { evolve, type ReplayFacts } from './evolve.js'
export { type Fingerprinted, fingerprint } from './fingerprint.js'
export { and, not, or } from './guard-combinators.js'
export { hmacSha256Hex, sha256Hex } from './hash.js'
export type { Json, JsonObject } from './json.js'
export type { KeyStore } from './key-store.js'
export { knob, knobsOf } from './knob.js'
export type { BothLabels, Labels, LabelsOf } from './labels.js'
export type { ErrorCode } from './locales/en.js'
export type { CombinedGuard, MachineConfig, Notify, State, Strict, Update } from './machine-config.js'
export { hiddenPaths } from './mark-check.js'
export type {
  IsMarked,
  Mark,
  MarkOf,
  MarkRoles,
  Marks,
  Personal,
  PersonalHandle,
  PersonalOptions,
  VisibleTo,
  Wrapped,
} from './marks.js'
export { personal, visibleTo } from './marks.js'
export { memoryStore } from './memory-store.js'
export { nearest } from './nearest.js'
export { normalJson } from './normal-json.js'
export { parseEntry } from './parse-entry.js'
export type { ActorId, PartyId } from './party.js'
export { type Asker, type Denial, isStranger } from './permission.js'
export {
  type Prepared,
  type PrepareOptions,
  prepareCommand,
  prepareOpening,
  type ResolvedParameters,
  resolveParameters,
} from './prepare.js'
export type { Viewer } from './redact.js'
export { disclosuresFor, maySee, redact, resolveHandles } from './redact.js'
export type { MarksAreRoles, Outside, Redacted } from './redacted-type.js'
export { type Refusal, type RefusalCode, refusalCodes } from './refusal.js'
export { rolesOf, rosterOf } from './roster.js'
export { type DurationSchema, duration, type Instant, type InstantSchema, instant, partyId } from './schemas.js'
export { caseSaltOf, caseSaltPath, noHash, type SealContext, type Sealed, seal } from './seal.js'
export { indexOf, restoreState, snapshotOf } from './snapshot.js'
export { stateHashOf } from './state-hash.js'
export { emptyDirectory, type StaticDirectoryOptions, staticDirectory } from './static-directory.js'
export { type StoreFaultCode, storeFault } from './store-fault.js'
export {
  type Ballot,
  countBallots,
  type Electorate,
  type Tally,
  type ThresholdReport,
  tally,
  tallyCounts,
  type VoteCounts,
  type VoteOutcome,
  type Weights,
} from './tally.js'
export type {
  CommandWords,
  DataField,
  Declared,
  EntryName,
  MetaOf,
  OnStates,
  TypedCommand,
  TypedDeadline,
  TypedMeta,
  TypedRace,
  TypedSeparation,
  WithLadder,
} from './type-declared.js'
export type {
  CaseId,
  CaseView,
  Command,
  CommandName,
  Named,
  NoticeOf,
  Opening,
  OpenResult,
  ParametersIn,
  RefusalOf,
  SendResult,
  ShapeOf,
  StateOf,
  TypedEngine,
} from './type-engine.js'
export type { JsonOnly, NoOptional } from './type-json.js'
export type { Flat, NameIn, Nothing, OneOrMany, Refused, ValueIn } from './type-refused.js'
export type {
  Args,
  CommandOf,
  ContextOf,
  DataIn,
  DataOut,
  DeadlineEvent,
  DoneEvent,
  EventOf,
  Events,
  Given,
  InnerEvent,
  LinkActs,
  LinkEvents,
  Notices,
  OpenCase,
  Says,
  SchemaMap,
  Shape,
  Stamp,
  StartOf,
  TellCase,
} from './type-words.js'
export {
  type ChainFaultCode,
  type ChainVerdict,
  type DisclosureVerdict,
  entryHash,
  verifyChain,
  verifyDisclosures,
} from './verify-chain.js'
export { type ViewOptions, viewCase } from './view.js'
export type {
  Due,
  Duration,
  DurationUnit,
  ExplainedDay,
  Explanation,
  PlainDate,
  WorkingCalendar,
} from './working-calendar.js'
