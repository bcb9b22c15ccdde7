// What an application needs of core and engine, by task. No logic of its own.

// All types: a case type's own declarations name types that its author never writes.
export type * from '@convoke/core'
// Running cases
// Writing a case type
// Counting votes by rules that are data
// Refusals and errors, and their words
// Checking what somebody hands you: case files, journals, anchors
// Drawing, and showing what users wrote
export {
  adoptBorrowed,
  allOf,
  and,
  attachment,
  ballotBox,
  ballotOf,
  ConvokeError,
  canonicalJson,
  castBallot,
  checkAnchors,
  checkCaseType,
  checkRule,
  countBallots,
  countBox,
  declarationOf,
  declareCase,
  defineCaseType,
  definitionHash,
  describeError,
  describeRefusal,
  disclosuresFor,
  duration,
  ed25519KeyId,
  ed25519KeyStore,
  emptyDirectory,
  entryHash,
  errorCodes,
  escapeCsv,
  escapeHtml,
  escapeMermaid,
  exportCase,
  fileReference,
  instant,
  isDrawn,
  knob,
  knobsOf,
  makeRoll,
  memoryStore,
  mermaidOf,
  not,
  or,
  ownersOrdinary,
  ownersSpecial,
  packedSettings,
  parameterPack,
  parseAnchor,
  parseCaseFile,
  parseEntry,
  partyId,
  personal,
  quorum,
  readRoll,
  refusalCodes,
  staticDirectory,
  tally,
  tallyCounts,
  verifyCaseFile,
  verifyChain,
  verifyDisclosures,
  visibleTo,
} from '@convoke/core'
export type * from '@convoke/engine'
export { createEngine, defaultLimits } from '@convoke/engine'
