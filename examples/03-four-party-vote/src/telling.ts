// What is printed: acts, sums and dates, in both languages on one line where they fit.
import type { ExplainedDeadline, Tally } from 'convoke'

interface Labels {
  readonly commands: Readonly<Record<string, string>>
  readonly states: Readonly<Record<string, string>>
}
type Both = Readonly<Record<'zh-CN' | 'en', Labels>>

const names: Readonly<Record<string, string>> = {
  'rc:chunshen': "居委会 Residents' committee",
  'oc:chunshen': "业委会 Owners' committee",
}

/** A moment of 2026 in Shanghai, which has had no summer time since 1991: `03-05 10:00`. */
export const at = (when: string): number => Date.parse(`2026-${when.replace(' ', 'T')}+08:00`)
/** A moment as refusals name it: `2026-03-21 00:00`. */
export const instant = (moment: number): string =>
  new Date(moment + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 16)
/** A period ends before its end: one that ends at midnight runs to 24:00. */
const lastMoment = (end: number): string =>
  instant(end).endsWith('00:00') ? `${instant(end - 1).slice(0, 10)} 24:00` : instant(end)

/** A line under an act. */
export const say = (text: string): void => console.log(`${' '.repeat(13)}${text}`)

/** Who did what, and where the case stands now. */
export function said(
  when: string,
  { 'zh-CN': zh, en }: Both,
  by: string,
  type: string,
  state: string | undefined,
): void {
  const act = `${zh.commands[type]} ${en.commands[type]}`
  const now = state === undefined ? '' : `  → ${zh.states[state]} ${en.states[state]}`
  console.log(`${when}  ${names[by] ?? `业主 Owner ${by.split(':')[1]}`} · ${act}${now}`)
}

/** A date with the arithmetic that leads to it. */
export function explained({ label, source, dueAt, explanation }: ExplainedDeadline): void {
  if (dueAt === null || explanation === null) throw new Error(`no date to explain: ${label.en}`)
  say(`${label['zh-CN']} ${label.en}: ${lastMoment(dueAt)} (${source ?? 'no source'})`)
  say(`  ${explanation.sentence['zh-CN']}`)
  say(`  ${explanation.sentence.en}`)
}

const words: Readonly<Record<string, string>> = {
  participation: '参与 take part',
  approval: '同意 agree',
  heads: '人 owners',
  area: 'm²',
  passed: '通过 PASSED',
  rejected: '未通过 REJECTED',
  invalid: '无效 INVALID',
}

/** 双过半、双三分之二: each threshold with what it has and what it needs, exactly. */
export function thresholds({ thresholds: all, status }: Tally, result: string | null): void {
  if (status !== result) throw new Error(`the case says ${result}, its sums say ${status}`)
  for (const { kind, weight, have, of, share, strict, met } of all) {
    if (share === null) throw new Error('every threshold of owners is a share')
    // Areas are kept in hundredths of a square metre.
    const unit = weight === 'area' ? 100 : 1
    const amount = (sum: number) => `${(sum / unit).toLocaleString('en')} ${words[weight]}`
    const needs = `${strict ? '超过 more than' : '至少 at least'} ${share.join('/')}`
    say(`${met ? '✓' : '✗'} ${words[kind]}: ${amount(have)} / ${amount(of)} (${needs})`)
  }
  say(`= ${words[status]}`)
}
