import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { progressOn } from '../src/cli/progress.js'

function terminal(isTTY: boolean) {
  let text = ''
  let now = 0
  const stderr = {
    isTTY,
    columns: 30,
    write(more: string) {
      text += more
    },
  }
  return {
    progress: progressOn({ stderr, elapsed: () => now }, 'Working …'),
    shown: () => text,
    pass(ms: number) {
      now += ms
      vi.advanceTimersByTime(ms)
    },
  }
}

describe('what is told while a command takes its time', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is nothing for the first two seconds', () => {
    const { progress, shown, pass } = terminal(true)
    pass(1_900)
    progress.tell(() => 'one case')
    progress.end()
    expect(shown()).toBe('')
  })

  it('is one line of the terminal in Chinese as well, whose characters take two columns', () => {
    const { progress, shown, pass } = terminal(true)
    pass(2_400)
    progress.tell(() => '')
    pass(400)
    progress.tell(() => '已'.repeat(30))
    // 14 of them and the mark of what was cut: 29 columns of 30.
    expect(shown()).toContain(`\r${'已'.repeat(14)}…\u001b[K`)
  })

  it('is how long it takes, or how far it is, in one line that is gone at the end', () => {
    const { progress, shown, pass } = terminal(true)
    pass(2_400)
    expect(shown()).toContain('\rWorking … 2 s')
    progress.tell(() => 'too soon after the last')
    pass(300)
    progress.tell(() => `Verified ${'9'.repeat(50)} cases`)
    expect(shown()).toContain('\rVerified 9')
    expect(
      Math.max(
        ...shown()
          .split('\r')
          .map(line => line.length),
      ),
    ).toBeLessThan(34)
    progress.end()
    expect(shown().endsWith('\r\u001b[K')).toBe(true)
    expect(shown()).not.toContain('\n')
  })

  it('is told five times a second at most', () => {
    const { progress, shown, pass } = terminal(true)
    pass(3_000)
    const before = shown().length
    let made = 0
    for (let i = 0; i < 1_000; i++) progress.tell(() => `${++made}`)
    expect(made).toBeLessThan(2)
    expect(shown().length).toBeLessThan(before + 20)
  })

  it('is nothing where nobody looks', () => {
    const { progress, shown, pass } = terminal(false)
    pass(60_000)
    progress.tell(() => 'one case')
    progress.end()
    expect(shown()).toBe('')
  })
})
