// The tutorial on verification: each slip is planted in the app that `convoke new` makes, and what is printed is what the page says.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { emptyDesk } from './command-line.js'

const page = readFileSync(join(import.meta.dirname, '../../../docs/tutorials/find-what-gets-stuck.md'), 'utf8')
const template = join(import.meta.dirname, '../template')
const sound = readFileSync(join(template, 'src/repair.ts'), 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, block = '']) => block)

/** A text with the lines of a block that begin with `-` taken out, and those with `+` put where the last one was. */
function changed(text: string, block: string): string {
  let at = 0
  return block
    .trimEnd()
    .split('\n')
    .reduce((now, line) => {
      const own = `${line.slice(1)}\n`
      if (line.startsWith('+')) {
        const put = now.slice(0, at) + own + now.slice(at)
        at += own.length
        return put
      }
      const found = now.indexOf(own, line.includes('guards: {}') ? at : 0)
      if (found < 0) throw new Error(`the app has no line ${line.slice(1)}`)
      at = found
      return now.slice(0, found) + now.slice(found + own.length)
    }, text)
}

/** An app beside these tests, where its imports are found; a new folder each time, since what is imported is kept. */
function app(repair: string, more = ''): string {
  const folder = mkdtempSync(join(import.meta.dirname, '.docs-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/repair.ts'), repair)
  const config = join(folder, 'convoke.config.ts')
  writeFileSync(config, readFileSync(join(template, 'convoke.config.ts'), 'utf8') + more)
  return config
}

it('finds each slip as the page says', async () => {
  const [noClock = '', ownWork = '', clock = ''] = blocks('diff')
  const [ends, silent, unsaid, said] = blocks('text')
  const printed = async (config: string, ...more: string[]) =>
    (await emptyDesk().convoke('verify', 'repair', '--config', config, ...more)).out
  expect(`\n${await printed(app(sound))}`).toContain(`\n${ends}`)
  expect(await printed(app(changed(sound, noClock)), '--property', 'P8')).toBe(silent)
  expect(await printed(app(changed(sound, ownWork)), '--property', 'P9')).toBe(unsaid)
  expect(await printed(app(changed(sound, ownWork), blocks('ts')[0]), '--property', 'P9')).toBe(said)
  expect(await printed(app(changed(sound, clock)), '--property', 'P18')).toContain(
    'deciding "repair", the case type looks at Date in its guard "inTheMorning": the same case comes out otherwise another time; for what depends on time declare a deadline, or take the time of the event, event.at',
  )
})
