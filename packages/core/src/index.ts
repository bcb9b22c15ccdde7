export {
  type AdminAct,
  adoptCalendar,
  type Correction,
  correct,
  type Erasure,
  type MovedDeadline,
  prepareCorrection,
  type Restriction,
  recordErasure,
  recordRestriction,
  type Signature,
} from './deciding/admin.js'
export { allowedFor, worthTrying, wouldAccept } from './deciding/allowed.js'
export { markKey, rungType } from './deciding/apply.js'
export { askerId } from './deciding/askers.js'
export type { AskingCase, CaseSnapshot, DeadlineState, LinkedCase, RungState } from './deciding/case-state.js'
export { withDatesAhead } from './deciding/command-dates.js'
export { type DeadlineLadder, deadlineLadder } from './deciding/deadline-ladder.js'
export { type DeadlineOrigin, deadlineOrigins, deadlinesBy } from './deciding/deadline-origins.js'
export { type DueRung, fired, nextDue, nextRungAt, owedBy } from './deciding/deadlines.js'
export {
  advance,
  decide,
  type JoinRequest,
  join,
  type LinkNews,
  receive,
  rungFired,
  type StartRequest,
  start,
} from './deciding/decide.js'
export type {
  CaseState,
  Clock,
  CommandRequest,
  Decision,
  Draft,
  Effect,
  MachineState,
  PreparedData,
} from './deciding/decision.js'
export { evolve, type ReplayFacts } from './deciding/evolve.js'
export { type Eyes, hiddenParties, withoutParties } from './deciding/hidden-parties.js'
export {
  checkpointOf,
  type DeadlineName,
  isCheckpoint,
  type Migrated,
  type MigrationAct,
  type MigrationReport,
  migrate,
} from './deciding/migrate.js'
export type { MigrationDenial, MigrationFaultCode } from './deciding/migrated-place.js'
export { type Asker, type Denial, isStranger } from './deciding/permission.js'
export {
  type Prepared,
  type PrepareOptions,
  prepareCommand,
  prepareOpening,
  type ResolvedParameters,
  resolveParameters,
} from './deciding/prepare.js'
export { organisationOf, rolesOf, rollsOf, rosterOf } from './deciding/roster.js'
export { indexOf, restoreState, snapshotOf } from './deciding/snapshot.js'
export { type ViewOptions, viewCase } from './deciding/view.js'
export { type AttachmentSchema, attachment } from './definition/attachment.js'
export {
  activePaths,
  builtInCommands,
  type CaseDefinition,
  type CompiledCommand,
  type CompiledDeadline,
  type CompiledRole,
  caseDefinition,
  definitionInPlace,
  definitionOnDrafts,
  outcomeOf,
} from './definition/case-definition.js'
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
} from './definition/case-setup.js'
export type {
  AnyCaseType,
  AnyLabels,
  Authority,
  CommandDeclaration,
  DateRule,
  DeadlineDeclaration,
  DeadlineKind,
  DeadlineMove,
  Duty,
  Extension,
  Facts,
  Knob,
  Link,
  LinkAnswer,
  Locale,
  Lookups,
  Migration,
  Race,
  RoleDeclaration,
  Rung,
  Separation,
  StateMeta,
  StateMove,
} from './definition/case-type.js'
export { checkCaseType } from './definition/checks/check-case-type.js'
export { type Declaration, declareCase } from './definition/declare-case.js'
export {
  type Answers,
  type CaseType,
  type DeadlinesOnStates,
  defineCaseType,
  type Samples,
} from './definition/define-case-type.js'
export { type DefinitionCode, definitionCodes } from './definition/definition-error.js'
export { declarationOf, definitionHash } from './definition/definition-hash.js'
export {
  type Diagram,
  type DiagramOptions,
  type DiagramState,
  diagramOf,
  mermaidOf,
} from './definition/diagram.js'
export { and, not, or } from './definition/guard-combinators.js'
export { isCaseType } from './definition/is-case-type.js'
export { isDrawn } from './definition/is-drawn.js'
export { knob, knobsOf, outranks } from './definition/knob.js'
export type { BothLabels, Labels, LabelsOf } from './definition/labels.js'
export { type Limit, limitTable } from './definition/limit-table.js'
export type { CombinedGuard, MachineConfig, Notify, State, Strict, Update } from './definition/machine-config.js'
export { eventless, inMicrosteps } from './definition/microsteps.js'
export type { MigrateTool, MigrationRules, MigrationsFit, StateMoves } from './definition/migration.js'
export {
  adoptBorrowed,
  isParameterPack,
  type PackedValue,
  type ParameterPack,
  packedSettings,
  parameterPack,
} from './definition/parameter-pack.js'
export type { Rate, RateFact, RatePack, RateRules } from './definition/rates.js'
export {
  type AcceptedFinding,
  anyOpenState,
  anyState,
  type DeadlineInState,
  type Fairness,
  type KeptApart,
  type OwnProperty,
  type Predicate,
  type Rule,
  type Rulebook,
  type RulePlace,
  ruleTable,
  type SourcedProperty,
  type StateView,
  sameState,
} from './definition/rulebook.js'
export {
  type DurationSchema,
  duration,
  type FileReferenceSchema,
  fileReference,
  type Instant,
  type InstantSchema,
  instant,
  partyId,
} from './definition/schemas.js'
export type {
  CommandWords,
  DataField,
  Declared,
  EntryName,
  MetaOf,
  OnStates,
  TextField,
  TypedCommand,
  TypedDeadline,
  TypedMeta,
  TypedRace,
  TypedSeparation,
  TypedVote,
  WithLadder,
} from './definition/type-declared.js'
export type { JsonOnly, NoOptional } from './definition/type-json.js'
export type { Flat, NameIn, Nothing, OneOrMany, Refused, ValueIn } from './definition/type-refused.js'
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
} from './definition/type-words.js'
export { ConvokeError, type ConvokeErrorLike, type Retry } from './errors/convoke-error.js'
export { type Described, type DescribeOptions, describeError, describeRefusal, errorCodes } from './errors/describe.js'
export type { ErrorCode } from './errors/locales/en.js'
export { nearest } from './errors/nearest.js'
export { type Refusal, type RefusalCode, refusalCodes } from './errors/refusal.js'
export type { SchemaIssue } from './errors/schema-issue.js'
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
} from './journal/anchors.js'
export { type CaseExport, type CaseFile, exportCase, parseCaseFile } from './journal/case-file.js'
export {
  type Ed25519Keys,
  type Ed25519PrivateKey,
  type Ed25519PublicKey,
  ed25519KeyId,
  ed25519KeyStore,
  type SubtleEd25519,
} from './journal/ed25519-key-store.js'
export type { Cause, Commitment, Disclosure, Entry, EntryKind, StoredEntry } from './journal/entry.js'
export { type Fingerprinted, fingerprint } from './journal/fingerprint.js'
export { parseEntry } from './journal/parse-entry.js'
export { caseSaltOf, caseSaltPath, noHash, type SealContext, type Sealed, seal } from './journal/seal.js'
export { type StateTexts, stateHashOf, stateTexts } from './journal/state-hash.js'
export {
  type CaseFileCheck,
  type CaseFileFault,
  type CaseFileVerdict,
  verifyCaseFile,
} from './journal/verify-case-file.js'
export {
  type ChainFaultCode,
  type ChainVerdict,
  type DisclosureVerdict,
  entryHash,
  verifyChain,
  verifyDisclosures,
} from './journal/verify-chain.js'
export type { JsonCheck, JsonFault, JsonLimits } from './json/assert-json.js'
export { assertJson, commandLimits, contextLimits } from './json/assert-json.js'
export { canonicalJson } from './json/canonical.js'
export { escapeCsv, escapeHtml, escapeMermaid } from './json/escape.js'
export { fontFaces, type ReportFont } from './json/font-faces.js'
export { hmacSha256Hex, sha256Hex } from './json/hash.js'
export type { Json, JsonObject } from './json/json.js'
export { normalJson } from './json/normal-json.js'
export { memoryStore } from './memory-store/memory-store.js'
export { assertAppendable } from './ports/append-batch.js'
export type {
  Allowed,
  AnyCaseView,
  AnyOpenResult,
  AnySendResult,
  CaseEngine,
  Change,
  DateRange,
  DeadlineView,
  ExplainedDeadline,
  Inbox,
  InboxItem,
  LeftOutCase,
  OpenOptions,
  SendOptions,
} from './ports/case-engine.js'
export { indexMatcher, statePaths } from './ports/case-index.js'
export type {
  Append,
  AppendResult,
  CaseIndex,
  CaseStore,
  ClaimedNotice,
  CommandRecord,
  DeadNotice,
  DisclosureAct,
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
  RestrictedValue,
  WaitingNotice,
} from './ports/case-store.js'
export { textTokens } from './ports/cjk-bigrams.js'
export type { AuthorityEdge, AuthorityKind, Delegation, Directory } from './ports/directory.js'
export type { KeyStore } from './ports/key-store.js'
export type { ActorId, PartyId } from './ports/party.js'
export type { FileReference, Membership, Seat, Seats } from './ports/roll.js'
export {
  type AuthorityAnswers,
  authorityAmong,
  emptyDirectory,
  type StaticDirectoryOptions,
  staticDirectory,
} from './ports/static-directory.js'
export { type StoreFaultCode, storeFault } from './ports/store-fault.js'
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
  StateViewOf,
  TypedEngine,
} from './ports/type-engine.js'
export type {
  Due,
  Duration,
  DurationUnit,
  ExplainedDay,
  Explanation,
  PlainDate,
  WorkingCalendar,
} from './ports/working-calendar.js'
export { commitmentTo, isCommitment } from './privacy/commit.js'
export { hiddenPaths } from './privacy/mark-check.js'
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
} from './privacy/marks.js'
export { personal, visibleTo } from './privacy/marks.js'
export type { Viewer } from './privacy/redact.js'
export { disclosuresFor, maySee, redact, resolveHandles } from './privacy/redact.js'
export type { MarksAreRoles, Outside, Redacted } from './privacy/redacted-type.js'
export { type BallotBox, ballotBox, ballotOf, type CastResult, castBallot, countBox } from './votes/ballot-box.js'
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
} from './votes/decision-rule.js'
export { makeRoll, type Roll, type RollUnit, readRoll } from './votes/roll.js'
export {
  type Ballot,
  countBallots,
  type Electorate,
  type Tally,
  type ThresholdReport,
  tally,
  tallyCounts,
  tallyStatus,
  type VoteCounts,
  type VoteOutcome,
  type Weights,
} from './votes/tally.js'
export type { AnyVote, BallotOf, VoteDeclaration } from './votes/vote-declaration.js'
