import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const script = fileURLToPath(new URL('./every-day.ts', import.meta.url))

const runIn = async (zone: string): Promise<{ local: string; china: string; berlin: string }> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, TZ: zone },
  })
  return JSON.parse(stdout)
}

it('the time zone of the process changes no answer on any day from 2020 to 2026 (PITFALL 17)', async () => {
  const [utc, shanghai, newYork] = await Promise.all(['UTC', 'Asia/Shanghai', 'America/New_York'].map(runIn))
  // The child processes do live in three zones; otherwise equal digests would prove nothing.
  expect([utc?.local, shanghai?.local, newYork?.local]).toEqual(['0', '-480', '300'])
  expect(shanghai?.china).toBe(utc?.china)
  expect(newYork?.china).toBe(utc?.china)
  expect(shanghai?.berlin).toBe(utc?.berlin)
  expect(newYork?.berlin).toBe(utc?.berlin)
})
