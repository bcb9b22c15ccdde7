/** Where the command line writes to. */
export interface Sink {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** What the command line gets from the process it runs in. */
export interface Host {
  readonly version: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Sink
  readonly stderr: Sink
  /** All of standard input. */
  readonly stdin: () => Promise<string>
  /** Epoch ms. */
  readonly now: () => number
  /** Milliseconds since some moment: for how long something takes. */
  readonly elapsed: () => number
  /** Aborts when the user wants the command to end (Ctrl-C). Until it is asked for, the process just ends. */
  readonly stopped: () => AbortSignal
}
