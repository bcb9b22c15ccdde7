import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { entryHash } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { type CommandLine, config, deskWithCase, parking } from './command-line.js'

const using = ['--config', config]

interface CaseFile {
  entries: { seq: number; hash: string; prevHash: string; data: Record<string, unknown> }[]
  disclosures: { path: string }[]
  anchors: string[]
  labels: { en: { title: string } }
}

/** A desk with a key, an anchor over the case, and its case file for the police. */
async function deskWithFile() {
  const desk = await deskWithCase()
  await desk.convoke('key', 'anchor.jwk')
  await desk.convoke('audit', '--anchor', '--key', 'anchor.jwk', ...using)
  const made = await desk.convoke('export', '0199', '--as', 'dept:police', '--anchors', '--out', 'file.json', ...using)
  return { desk, made }
}

const readFile = (desk: CommandLine) => JSON.parse(readFileSync(join(desk.folder, 'file.json'), 'utf8')) as CaseFile
const writeFile = (desk: CommandLine, file: unknown) =>
  writeFileSync(join(desk.folder, 'file.json'), JSON.stringify(file))

describe('a case file', () => {
  it('holds what the party may see, and its words; only its owner may read it', async () => {
    const { desk, made } = await deskWithFile()
    expect(made.code).toBe(0)
    expect(made.out).toContain('dept:police')
    const text = readFileSync(join(desk.folder, 'file.json'), 'utf8')
    expect(text).toContain('021-5555-0123')
    expect(text).not.toContain('"value": "yes"')
    expect(readFile(desk).labels.en.title).toBe('Asking')
    expect(statSync(join(desk.folder, 'file.json')).mode & 0o777).toBe(0o600)
  })

  it('goes to standard output where no file is named', async () => {
    const desk = await deskWithCase()
    const { out } = await desk.convoke('export', parking, ...using)
    expect((JSON.parse(out) as CaseFile).entries).toHaveLength(3)
    expect((JSON.parse(out) as CaseFile).anchors).toEqual([])
  })

  it('of the host comes with a warning; one that is there is not overwritten; a stranger gets none', async () => {
    const { desk } = await deskWithFile()
    const command = ['export', parking, ...using, '--out']
    expect((await desk.convoke(...command, 'host.json')).out).toContain('not for parties')
    expect((await desk.convoke(...command, 'host.json')).code).toBe(2)
    expect((await desk.convoke(...command, 'nowhere/x.json')).err).toContain('cannot be written')
    expect((await desk.convoke(...command, 'x.json', '--as', 'passer-by')).code).toBe(4)
  })
})

describe('checking a case file', () => {
  it.each(['en', 'zh-CN'])('says in words what is proved and what is not (%s)', async lang => {
    const { desk } = await deskWithFile()
    const { code, out } = await desk.convoke('verify-file', 'file.json', '--key', 'anchor.public.jwk', '--lang', lang)
    expect(code).toBe(0)
    await expect(out).toMatchFileSnapshot(join(import.meta.dirname, `golden/verified.${lang}.txt`))
  })

  it.each(['en', 'zh-CN'])('says what is wrong, with code 5 (%s)', async lang => {
    const { desk } = await deskWithFile()
    const file = readFile(desk)
    const second = file.entries[1] as CaseFile['entries'][number]
    writeFile(desk, { ...file, entries: [file.entries[0], { ...second, data: { forged: true } }, file.entries[2]] })
    const { code, out } = await desk.convoke('verify-file', 'file.json', '--lang', lang)
    expect(code).toBe(5)
    await expect(out).toMatchFileSnapshot(join(import.meta.dirname, `golden/forged.${lang}.txt`))
  })

  it('finds a chain that was recomputed by the anchor, and says so where there is none', async () => {
    const { desk } = await deskWithFile()
    const file = readFile(desk)
    const entries: CaseFile['entries'] = []
    for (const entry of file.entries) {
      const next = { ...entry, prevHash: entries.at(-1)?.hash ?? entry.prevHash }
      if (entry.seq === 2) next.data = { forged: true }
      entries.push({ ...next, hash: entryHash(next as never) })
    }
    writeFile(desk, { ...file, entries })
    expect((await desk.convoke('verify-file', 'file.json')).out).toContain('history/rewritten')
    writeFile(desk, { ...file, entries, anchors: [] })
    const alone = await desk.convoke('verify-file', 'file.json')
    expect(alone.code).toBe(0)
    expect(alone.out).toContain('No anchor covers the case')
    const demanded = await desk.convoke('verify-file', 'file.json', '--anchored', '--key', 'anchor.public.jwk')
    expect(demanded.code).toBe(5)
    expect(demanded.out).toContain('no checked anchor covers every entry')
  })

  it('asks for the key of whoever signed, and for the anchor that was published', async () => {
    const { desk } = await deskWithFile()
    expect((await desk.convoke('verify-file', 'file.json')).out).toContain('its signature was not checked')
    expect((await desk.convoke('verify-file', 'file.json', '--anchored')).code).toBe(5)
    expect((await desk.convoke('verify-file', 'file.json', '--anchored', '--key', 'anchor.public.jwk')).code).toBe(0)
    await desk.convoke('key', 'other.jwk')
    const other = await desk.convoke('verify-file', 'file.json', '--key', 'other.public.jwk')
    expect(other.code).toBe(5)
    expect(other.out).toContain('history/anchor-signature')
    const { root } = JSON.parse(readFile(desk).anchors[0] ?? '') as { root: string }
    expect((await desk.convoke('verify-file', 'file.json', '--known', `1:${root}`)).code).toBe(0)
    expect((await desk.convoke('verify-file', 'file.json', '--known', `1:${'0'.repeat(64)}`)).code).toBe(5)
  })

  it('takes what somebody sent for what it is', async () => {
    const { desk } = await deskWithFile()
    const sent: readonly (readonly [stdin: string, code: number, words: string])[] = [
      ['no json', 2, 'is not JSON'],
      ['[]', 5, 'history/case-file'],
      ['null', 5, 'history/case-file'],
      [JSON.stringify({ ...readFile(desk), entries: [] }), 5, 'history/case-file'],
      [JSON.stringify({ ...readFile(desk), reference: '\u001b[2J' }), 5, 'history/case-file'],
      [`${'['.repeat(5_000)}${']'.repeat(5_000)}`, 5, 'history/case-file'],
    ]
    for (const [stdin, code, words] of sent) {
      const told = await desk.convokeWith({ stdin }, 'verify-file', '-')
      expect(told.code, stdin.slice(0, 40)).toBe(code)
      expect(told.out + told.err).toContain(words)
      expect(told.out + told.err).not.toContain('\u001b')
    }
    expect((await desk.convoke('verify-file', 'nowhere.json')).code).toBe(2)
  })

  it('prints the verdict as one document', async () => {
    const { desk } = await deskWithFile()
    expect(await desk.json('verify-file', 'file.json', '--key', 'anchor.public.jwk')).toMatchObject({
      ok: true,
      entries: 3,
      disclosed: 1,
      undisclosed: 1,
      anchored: { n: 1, seq: 3, signature: 'valid' },
      faults: [],
    })
  })
})

describe('showing a case file', () => {
  it('tells where its case stands and what happened, without the cases it came from', async () => {
    const { desk } = await deskWithFile()
    await desk.convoke('export', parking, '--out', 'host.json', ...using)
    const { out, code } = await desk.convoke('show', 'host.json', ...using, '--db', 'none.db')
    expect(code).toBe(0)
    expect(out).toContain('Asking')
    const { view, entries } = JSON.parse((await desk.convoke('show', 'host.json', '--json', ...using)).out)
    expect(view.seq).toBe(entries.length)
    const own = JSON.parse((await desk.convoke('show', parking, '--json', ...using)).out)
    expect({ ...view, id: own.id }).toEqual(own)
  })

  it('shows one party what it may see, and a stranger nothing', async () => {
    const { desk } = await deskWithFile()
    await desk.convoke('export', parking, '--out', 'host.json', ...using)
    const own = await desk.convoke('show', 'host.json', '--as', 'dept:police', '--json', ...using)
    expect(JSON.parse(own.out).view.roles).toContain('invitee')
    expect((await desk.convoke('show', 'host.json', '--as', 'passer-by', ...using)).code).toBe(4)
  })

  it('shows the journal alone where the rules are not loaded, and says so', async () => {
    const { desk } = await deskWithFile()
    await desk.convoke('export', parking, '--out', 'host.json', ...using)
    const { out, code } = await desk.convoke('show', 'host.json')
    expect(code).toBe(0)
    expect(out).toContain('only its journal is shown')
  })

  it('shows nothing of one that was changed', async () => {
    const { desk } = await deskWithFile()
    const file = readFile(desk)
    file.entries[1]!.data = { answer: 'maybe' }
    writeFile(desk, file)
    const { out, code } = await desk.convoke('show', 'file.json', ...using)
    expect(code).toBe(5)
    expect(out).toContain('cannot be trusted')
    expect(out).not.toContain('maybe')
  })
})
