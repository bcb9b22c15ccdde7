/**
 * Writes src/china/china-table.ts from the `chinese-days` package: run once a year, after the new notice has been
 * published and the package carries it. Add the notice to src/china/china-notices.ts first.
 *
 *     npx tsx packages/calendar/scripts/generate-china-table.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chinaNotices } from '../src/china/china-notices.js'

type Names = Readonly<Record<string, string>>

// The names the notices use; the package shortens three of them.
const fullNames: Names = { 清明: '清明节', 端午: '端午节', 中秋: '中秋节' }

const years = Object.keys(chinaNotices).flatMap(key => (/^cn-\d{4}$/.test(key) ? [Number(key.slice(3))] : []))

const parse = (entry: string) => {
  const [nameEn = '', name = ''] = entry.split(',')
  return { name: fullNames[name] ?? name, nameEn }
}

/** The last days of December can belong to the New Year of the following year's notice. */
const yearOf = (date: string, name: string) =>
  Number(date.slice(0, 4)) + (name === '元旦' && date.slice(5, 7) === '12' ? 1 : 0)

const noticeOf = (date: string, year: number) =>
  date >= '2020-01-31' && date <= '2020-02-02' ? 'cn-2020-extension' : `cn-${year}`

const nextDate = (date: string) => new Date(Date.parse(`${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** The text of the table, so that a test can compare it with the committed file. */
export const renderChinaTable = (): string => {
  const file = createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json')
  const data: { holidays: Names; workdays: Names } = JSON.parse(readFileSync(file, 'utf8'))
  const lines = [
    "// Generated from chinese-days (MIT) by scripts/generate-china-table.ts; the facts are the notices'. Do not edit by hand.",
    "import { chinaNotices } from './china-notices.js'",
    "import type { ChinaYear } from './china-year.js'",
    '',
    '/** Days off and make-up working days of mainland China, by the year whose notice arranges them. */',
    'export const chinaTable: readonly ChinaYear[] = [',
  ]
  const q = (text: string) => (text.includes("'") ? `"${text}"` : `'${text}'`)
  for (const year of years) {
    const runs: { from: string; to: string; name: string; nameEn: string; notice: string }[] = []
    for (const date of Object.keys(data.holidays).sort()) {
      const names = parse(data.holidays[date] ?? '')
      if (yearOf(date, names.name) !== year) continue
      const run = runs.at(-1)
      const notice = noticeOf(date, year)
      if (run && run.name === names.name && run.notice === notice && nextDate(run.to) === date) run.to = date
      else runs.push({ from: date, to: date, ...names, notice })
    }
    const makeUps = Object.keys(data.workdays)
      .sort()
      .flatMap(date => {
        const names = parse(data.workdays[date] ?? '')
        return yearOf(date, names.name) === year ? [{ date, ...names, notice: noticeOf(date, year) }] : []
      })
    const keys = [...new Set([...runs, ...makeUps].map(row => row.notice))].sort()
    lines.push(
      '  {',
      `    year: ${year},`,
      `    notices: { ${keys.map(key => `'${key}': chinaNotices['${key}']`).join(', ')} },`,
      '    holidays: [',
      ...runs.map(
        run =>
          `      { from: '${run.from}', to: '${run.to}', name: '${run.name}', nameEn: ${q(run.nameEn)}, notice: '${run.notice}' },`,
      ),
      '    ],',
      '    makeUpDays: [',
      ...makeUps.map(
        day => `      { date: '${day.date}', name: '${day.name}', nameEn: ${q(day.nameEn)}, notice: '${day.notice}' },`,
      ),
      '    ],',
      '  },',
    )
  }
  return [...lines, ']', ''].join('\n')
}

export const chinaTablePath = fileURLToPath(new URL('../src/china/china-table.ts', import.meta.url))

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(chinaTablePath, renderChinaTable())
