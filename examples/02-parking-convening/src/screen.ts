// Two languages on a terminal: a line in Chinese, under it the same line in English. With `--short`, in two screens: what
// was done between two remarks stands in one line each language, and short lines hold both.
export type Both = readonly [zh: string, en: string]

/** Whether the whole is told in brief. */
export const isShort = process.argv.includes('--short')

const isColoured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
const paint = (code: number) => (text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text)

const bold = paint(1)
const dim = paint(2)
export const red = paint(31)
export const green = paint(32)
export const yellow = paint(33)

const margin = ' '.repeat(13)

/** What was done since the last remark, not yet printed: only in brief. */
const run: { when: string; acts: { who: Both; what: Both; times: number }[]; arrives: Both | undefined } = {
  ...{ when: '', acts: [], arrives: undefined },
}

export function print(text = ''): void {
  flush()
  console.log(text)
}

/** The heading of an act. */
export function heading([zh, en]: Both): void {
  print(isShort ? `\n${bold(`━━ ${zh}  ${en}`)}` : `\n${bold(`━━ ${zh}`)}\n${bold(`   ${en}`)}\n`)
}

/** A remark of the narrator. */
export function remark(zh: string, en: string): void {
  print(isShort ? `${margin}※ ${zh}  ${dim(en)}` : `${margin}※ ${zh}\n${margin}  ${dim(en)}`)
}

/** A remark that the story stands without: not in brief. */
export function aside(zh: string, en: string): void {
  if (!isShort) remark(zh, en)
}

/** An event of the case: when, and what, in two lines. */
export function event(when: string, [zh, en]: Both): void {
  print(isShort ? `${when.padEnd(13)}${zh}  ${dim(en)}` : `${when.padEnd(13)}${zh}\n${margin}${dim(en)}`)
}

/** The same in two lines also in brief. */
export function twoLines([zh, en]: Both): void {
  print(`${margin}${zh}\n${margin}${dim(en)}`)
}

/** Something that a party did, where the case now stands if it moved, and the whole of it in words. */
export function act(
  when: string,
  { who, what, arrives, whole }: { who: Both; what: Both; arrives: Both | undefined; whole: Both },
): void {
  if (!isShort) {
    event(when, whole)
    return
  }
  if (run.acts.length === 0) run.when = when
  const same = run.acts.find(one => one.what[0] === what[0])
  if (same === undefined) run.acts.push({ who, what, times: 1 })
  else same.times += 1
  run.arrives = arrives ?? run.arrives
}

/** Prints what was held back. */
export function flush(): void {
  const { when, acts, arrives } = run
  if (acts.length === 0) return
  const told = (language: 0 | 1) => {
    const items = acts.map(({ who, what, times }, at) => {
      // What several did one after another is counted: who they were stands in the whole.
      if (times > 1) return `${what[language]} ×${times}`
      return acts[at - 1]?.who[0] === who[0] ? what[language] : `${who[language]} · ${what[language]}`
    })
    return items.join(language === 0 ? '；' : '; ') + (arrives === undefined ? '' : `  → ${green(arrives[language])}`)
  }
  Object.assign(run, { when: '', acts: [], arrives: undefined })
  console.log(`${when.padEnd(13)}${told(0)}\n${margin}${dim(told(1))}`)
}

/** How wide a text is on a terminal, where a Chinese character takes two columns. */
const width = (text: string) => [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 2 : 1), 0)

export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))
