// Two languages on a terminal: a line in Chinese, under it the same line in English.
const isColoured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
const paint = (code: number) => (text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text)

const bold = paint(1)
const dim = paint(2)
export const red = paint(31)
export const green = paint(32)
export const yellow = paint(33)

export type Both = readonly [zh: string, en: string]

export const print = (text = ''): void => console.log(text)

/** The heading of an act. */
export function heading([zh, en]: Both): void {
  print(`\n${bold(`━━ ${zh}`)}\n${bold(`   ${en}`)}\n`)
}

/** A remark of the narrator. */
export function remark(zh: string, en: string): void {
  print(`${' '.repeat(13)}※ ${zh}\n${' '.repeat(13)}  ${dim(en)}`)
}

/** An event of the case: when, and what, in two lines. */
export function event(when: string, [zh, en]: Both): void {
  print(`${when.padEnd(13)}${zh}\n${' '.repeat(13)}${dim(en)}`)
}

/** How wide a text is on a terminal, where a Chinese character takes two columns. */
const width = (text: string) => [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 2 : 1), 0)

export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))
