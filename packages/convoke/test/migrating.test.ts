import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { complaintV1 } from '@convoke/case-types/complaint'
import { describe, expect, it } from 'vitest'
import { type CommandLine, emptyDesk } from './command-line.js'

const signed = ['--ground', 'the rules of 2026', '--sign', 'town:legal=wang', '--sign', 'town:centre=li']
const [opening] = complaintV1.openings ?? []
const { intake = '', operationsCentre = '' } = opening ?? {}
const lead = 'town:housing'
const evidence = { sha256: 'b'.repeat(64), size: 1, mediaType: 'image/png', uri: 'urn:e:1' }

interface Migrated {
  readonly cases: readonly { readonly ok: boolean; readonly from: string; readonly to?: string }[]
}

/** Two complaints under 1.0.0, one being handled and one that came in just now, and the configurations before and after. */
async function deskWithComplaints() {
  const desk = emptyDesk()
  const fixture = join(import.meta.dirname, 'fixtures/complaints.ts')
  for (const name of ['before', 'after'])
    writeFileSync(join(desk.folder, `${name}.ts`), `export { ${name} as options } from '${fixture}'\n`)
  const told = async (...argv: readonly string[]) => {
    const { code, out, err } = await desk.convoke(...argv)
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${out}${err}`)
    return out
  }
  const open = async () => {
    const given = ['open', 'complaint', '--by', intake, '--data', JSON.stringify(opening), '--config', 'before.ts']
    return ((await desk.json(...given)) as { case: { id: string } }).case.id
  }
  const send = (config: string, id: string, by: string, type: string, data: object = {}) =>
    told('send', id, type, '--by', by, '--data', JSON.stringify(data), '--config', config)
  const handled = await open()
  await send('before.ts', handled, intake, 'accept')
  await send('before.ts', handled, operationsCentre, 'dispatch', { lead })
  await send('before.ts', handled, lead, 'sign')
  await send('before.ts', handled, lead, 'recordContact', { record: '已联系' })
  const received = await open()
  return { desk, told, send, handled, received }
}

const versions = async (desk: CommandLine, config: string, ...more: readonly string[]) => {
  const { items } = (await desk.json('list', '--config', config, ...more)) as {
    items: readonly { version: string }[]
  }
  return items.map(({ version }) => version)
}

describe('a store with open complaints, taken over from the shell', () => {
  it('is copied, tried, migrated, goes on under the new version, and is audited; the original stays as it was', async () => {
    const { desk, told, send, handled } = await deskWithComplaints()
    await told('backup', 'copy.db', '--config', 'before.ts')
    const copy = ['--db', 'copy.db', '--config', 'after.ts']

    const tried = (await desk.json('migrate', 'complaint', '--dry-run', '--shadow', ...copy)) as Migrated
    expect(tried.cases).toMatchObject([
      { ok: true, from: '1.0.0', to: '1.1.0' },
      { ok: true, from: '1.0.0', to: '1.1.0' },
    ])
    expect(await versions(desk, 'after.ts', '--db', 'copy.db')).toEqual(['1.0.0', '1.0.0'])
    const line = ['verify', '--migration', 'complaint@1.0.0', 'complaint@1.1.0', '--states', '20', '--store', ...copy]
    const verified = await desk.convoke(...line)
    expect([verified.code, verified.err]).toEqual([0, ''])
    expect(verified.out).toContain('Every stored case could be taken over, at each of its entries.')

    const done = await desk.convoke('migrate', 'complaint', ...signed, ...copy)
    expect([done.code, done.out]).toEqual([0, expect.stringContaining('1.0.0 → 1.1.0')])
    expect(await versions(desk, 'after.ts', '--db', 'copy.db')).toEqual(['1.1.0', '1.1.0'])
    expect(await versions(desk, 'before.ts')).toEqual(['1.0.0', '1.0.0'])

    // 1.1.0 observes what is said to be solved, which 1.0.0 does not: the case really goes by the new rules.
    const answer = { outcome: 'resolved', text: '已更换钢丝绳', evidence: [evidence], head: 'person:head' }
    const onCopy = async (by: string, type: string, data: object = {}) =>
      told('send', handled, type, '--by', by, '--data', JSON.stringify(data), ...copy)
    await onCopy(lead, 'answer', answer)
    await onCopy(operationsCentre, 'pass')
    expect(await desk.json('show', handled, ...copy)).toMatchObject({ version: '1.1.0', states: ['observing'] })
    await send('before.ts', handled, lead, 'answer', answer)
    await send('before.ts', handled, operationsCentre, 'pass')
    expect(await desk.json('show', handled, '--config', 'before.ts')).toMatchObject({ states: ['callback'] })

    for (const [lang, words, signatures] of [
      ['en', '1.0.0 → 1.1.0, now: Being handled', 'the rules of 2026; signed by town:legal (wang), town:centre (li)'],
      ['zh-CN', '1.0.0 → 1.1.0，现状态：办理中', 'the rules of 2026；签署：town:legal（wang）、town:centre（li）'],
    ] as const) {
      const { out } = await desk.convoke('journal', handled, '--lang', lang, ...copy)
      expect(out).toContain(words)
      expect(out).toContain(signatures)
    }
    expect((await desk.convoke('audit', ...copy)).code).toBe(0)
    expect((await desk.convoke('audit', '--config', 'before.ts')).code).toBe(0)
    const again = await desk.convoke('migrate', 'complaint', ...signed, ...copy)
    expect([again.code, again.out]).toEqual([0, 'No case is on another version.\n'])
  })

  it('may be taken over case by case', async () => {
    const { desk, received } = await deskWithComplaints()
    const copy = ['--config', 'after.ts']
    const one = (await desk.json('migrate', 'complaint', '--case', received, ...signed, ...copy)) as Migrated
    expect(one.cases).toMatchObject([{ ok: true, to: '1.1.0' }])
    expect((await versions(desk, 'after.ts')).sort()).toEqual(['1.0.0', '1.1.0'])
  })

  it('is not said to owe or allow nothing where its new version is not loaded', async () => {
    const { desk, received } = await deskWithComplaints()
    await desk.convoke('migrate', 'complaint', ...signed, '--case', received, '--config', 'after.ts')
    for (const argv of [
      ['deadlines', received],
      ['allowed', received, '--as', intake],
    ]) {
      const { code, out, err } = await desk.convoke(...argv, '--config', 'before.ts')
      expect([code, out]).toEqual([1, ''])
      expect(err).toContain('history/unknown-version')
    }
    const { out } = await desk.convoke('inbox', intake, '--config', 'before.ts')
    expect(out).toContain('complaint 1.1.0')
    expect(out).not.toContain('owes nothing')
    expect((await desk.convoke('list', '--config', 'before.ts')).out).toContain('Version 1.1.0 is not loaded.')
    expect((await desk.convoke('list', '--config', 'after.ts')).out).not.toContain('not loaded')
    expect((await desk.json('inbox', intake, '--config', 'after.ts')) as object).toMatchObject({ notLoaded: [] })
  })
})
