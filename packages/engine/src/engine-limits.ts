/**
 * How much an engine takes on before it says no. Every limit has a typed answer: a refusal where a party asked for too
 * much, `engine/overloaded` (retry later) where the engine is behind.
 */
export interface EngineLimits {
  /** Commands waiting in the mailbox of one case. Default 256. */
  readonly queuedPerCase: number
  /** Commands not yet answered, over all cases. Default 10,000. */
  readonly inFlight: number
  /** Canonical JSON of one command's data, in bytes; an opening may have the size of a context. Default 65,536. */
  readonly commandSize: number
  /** JSON of a case's context, in bytes. Default 262,144. */
  readonly contextSize: number
  /** Parties of one case. Default 10,000. */
  readonly parties: number
  /** Cases kept in memory between commands. Default 5,000. */
  readonly hotCases: number
  /** Snapshot text of all cases kept in memory, in UTF-16 units. Default 67,108,864. */
  readonly hotSize: number
  /** Cases that commit in one transaction. Default 256. */
  readonly batchCases: number
  /** How far the host's clock may lie behind a case's newest entry, in ms. Default 5,000. */
  readonly clockBehind: number
  /** How often a command is decided again after a conflict or a failed transaction. Default 3. */
  readonly retries: number
  /** Acts of cases on cases that one command may set off. Default 16. */
  readonly linkDepth: number
}

/** The limits of an engine that was given none. */
export const defaultLimits: EngineLimits = {
  queuedPerCase: 256,
  inFlight: 10_000,
  commandSize: 65_536,
  contextSize: 262_144,
  parties: 10_000,
  hotCases: 5_000,
  hotSize: 67_108_864,
  batchCases: 256,
  clockBehind: 5_000,
  retries: 3,
  linkDepth: 16,
}
