import { cut } from '../terminal/table.js'
import type { Host } from './host.js'

/** What is told while a command takes its time: on standard error, on a terminal only, and gone when it ends. */
export interface Progress {
  /** Says how far it is. Cheap: the words are made only when they are shown. */
  tell(words: () => string): void
  end(): void
}

/** A command that takes less says nothing, ms. */
const patience = 2_000
/** Between two looks at the terminal, ms. */
const pause = 200

/** Shows nothing for two seconds; then the newest words, five times a second at most. */
export function progressOn({ stderr, elapsed }: Pick<Host, 'stderr' | 'elapsed'>, waiting: string): Progress {
  if (stderr.isTTY !== true) return { tell: () => undefined, end: () => undefined }
  const begun = elapsed()
  let shownAt = begun + patience - pause
  let isShown = false
  const show = (words: () => string) => {
    const now = elapsed()
    if (now - shownAt < pause) return
    shownAt = now
    isShown = true
    stderr.write(`\r${cut(words(), Math.max(20, (stderr.columns ?? 80) - 1))}\u001b[K`)
  }
  const wait = () => show(() => `${waiting} ${Math.floor((elapsed() - begun) / 1000)} s`)
  let timer: NodeJS.Timeout | undefined = setInterval(wait, pause)
  timer.unref()
  return {
    tell(words) {
      // From here on the command itself says more than that time passes.
      clearInterval(timer)
      timer = undefined
      show(words)
    },
    end() {
      clearInterval(timer)
      if (isShown) stderr.write('\r\u001b[K')
    },
  }
}
