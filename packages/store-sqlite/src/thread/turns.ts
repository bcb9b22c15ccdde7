/** Who writes: the caller's own connection, or the thread. */
type Side = 'here' | 'there'

/** Two sides that write one file in turns, so that neither finds it locked by the other. */
export interface Turns {
  /**
   * Does something of one side in its turn; `isFirst` unless something of the same side is under way already. At once
   * where it can be done at once.
   */
  take<Result>(side: Side, work: (isFirst: boolean) => Result | Promise<Result>): Result | Promise<Result>
  /** Whether this side has the turn and nobody waits for it. */
  isWith(side: Side): boolean
}

/** What one side does goes on at once; the other waits. In the order in which it was asked, so that nobody waits for ever. */
export function turns(): Turns {
  const waiting: { readonly side: Side; begin(isFirst: boolean): void }[] = []
  let current: Side = 'here'
  let running = 0

  const begin = (side: Side): boolean => {
    current = side
    running += 1
    return running === 1
  }
  const isOpenTo = (side: Side) => running === 0 || current === side
  const leave = () => {
    running -= 1
    for (let next = waiting[0]; next !== undefined && isOpenTo(next.side); next = waiting[0]) {
      waiting.shift()
      next.begin(begin(next.side))
    }
  }
  return {
    take(side, work) {
      const led = (isFirst: boolean) => {
        let result: ReturnType<typeof work> | undefined
        try {
          result = work(isFirst)
        } finally {
          if (!(result instanceof Promise)) leave()
        }
        return result instanceof Promise ? result.finally(leave) : result
      }
      if (waiting.length === 0 && isOpenTo(side)) return led(begin(side))
      return new Promise<boolean>(resolve => waiting.push({ side, begin: resolve })).then(led)
    },
    isWith: side => running > 0 && current === side && waiting.length === 0,
  }
}
