/** What a command line ends with. A promise to scripts: numbers are added, never changed. */
export const exitCodes = {
  done: 0,
  /** Something broke: a store that cannot be read, a configuration that throws. */
  fault: 1,
  /** The command line is wrong, or names a file that is not there. */
  usage: 2,
  /** The engine refused: the rules say no, or the data does not have the form that is asked for. */
  refused: 3,
  /** There is no such case, or the party is not in it. */
  noCase: 4,
  /** An audit or a verification found something. */
  unsound: 5,
  /** A verification was ended before it was through, and had found nothing until then. */
  partial: 6,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
