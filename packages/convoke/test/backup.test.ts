import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { config, deskWithCase, emptyDesk, parking } from './command-line.js'

const using = ['--config', config]

async function deskWithCopy() {
  const desk = await deskWithCase()
  const made = await desk.convoke('backup', 'copy.db', ...using)
  return { desk, made }
}

describe('a backup', () => {
  it('is a file of cases of its own, and is never written over another', async () => {
    const { desk, made } = await deskWithCopy()
    expect(made.code).toBe(0)
    expect(made.out).toMatch(/copy\.db \(\d+ kB\)/)
    expect((await desk.convoke('show', parking, '--db', 'copy.db', ...using)).code).toBe(0)
    expect((await desk.convoke('backup', 'copy.db', ...using)).code).toBe(2)
    expect((await desk.convoke('backup', 'cases.db', ...using)).code).toBe(2)
    expect((await emptyDesk().convoke('backup', 'copy.db')).code).toBe(2)
    expect(await desk.json('backup', 'more.db', ...using)).toEqual({
      file: join(desk.folder, 'cases.db'),
      copy: join(desk.folder, 'more.db'),
      bytes: expect.any(Number),
    })
  })
})

describe('restoring', () => {
  const restored = (folder: string) => readdirSync(folder).filter(name => name.includes('restore'))

  it('audits the copy and puts it where no file is', async () => {
    const { desk } = await deskWithCopy()
    const { code, out } = await desk.convoke('restore', 'copy.db', '--db', 'again.db', ...using)
    expect(code).toBe(0)
    expect(out).toContain('Sound. Cases: 1, entries: 3.')
    expect(out).toContain('Put in place')
    expect((await desk.convoke('show', parking, '--db', 'again.db', ...using)).code).toBe(0)
    expect(restored(desk.folder)).toEqual([])
  })

  it('writes over nothing, not even over what a lost file left behind', async () => {
    const { desk } = await deskWithCopy()
    const before = readFileSync(join(desk.folder, 'cases.db'))
    const over = await desk.convoke('restore', 'copy.db', ...using)
    expect(over.code).toBe(2)
    expect(over.err).toContain('already there')
    expect(readFileSync(join(desk.folder, 'cases.db')).equals(before)).toBe(true)
    rmSync(join(desk.folder, 'cases.db'))
    writeFileSync(join(desk.folder, 'cases.db-wal'), 'x')
    expect((await desk.convoke('restore', 'copy.db', ...using)).code).toBe(2)
  })

  it('puts nothing in place that is not sound, with code 5', async () => {
    const { desk } = await deskWithCopy()
    const database = new Database(join(desk.folder, 'copy.db'))
    database.exec(`UPDATE entries SET bytes = replace(bytes, '届时', '不派') WHERE seq = 3`)
    database.close()
    const { code, out } = await desk.convoke('restore', 'copy.db', '--db', 'again.db', ...using)
    expect(code).toBe(5)
    expect(out).toContain('history/hash-mismatch')
    expect(existsSync(join(desk.folder, 'again.db'))).toBe(false)
    expect(restored(desk.folder)).toEqual([])
  })

  it('finds by an anchor known from elsewhere that the copy is older', async () => {
    const { desk } = await deskWithCopy()
    await desk.convoke('key', 'anchor.jwk')
    const signed = await desk.convoke('audit', '--anchor', '--key', 'anchor.jwk', ...using)
    const [, anchor = ''] = /Signed anchor (1:[0-9a-f]{64})\n/.exec(signed.out) ?? []
    const asked = ['restore', 'copy.db', '--db', 'again.db', '--key', 'anchor.jwk', '--known', anchor, ...using]
    const { code, out } = await desk.convoke(...asked)
    expect(code).toBe(5)
    expect(out).toContain('history/anchor-missing')
  })

  it('takes along what the last process of the copy had not written into it', async () => {
    const { desk } = await deskWithCopy()
    const database = new Database(join(desk.folder, 'copy.db'))
    database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0')
    database.exec("UPDATE entries SET bytes = replace(bytes, '届时', '不派') WHERE seq = 3")
    copyFileSync(join(desk.folder, 'copy.db'), join(desk.folder, 'left.db'))
    copyFileSync(join(desk.folder, 'copy.db-wal'), join(desk.folder, 'left.db-wal'))
    database.close()
    const { code } = await desk.convoke('restore', 'left.db', '--db', 'again.db', ...using)
    expect(code).toBe(5)
  })

  it('says that a file is none of cases', async () => {
    const desk = emptyDesk()
    writeFileSync(join(desk.folder, 'letter.db'), 'this is a letter, and longer than a page of SQLite'.repeat(200))
    const { code, err } = await desk.convoke('restore', 'letter.db', '--db', 'again.db')
    expect(code).toBe(2)
    expect(err).toContain('letter.db is no file of cases')
    expect((await desk.convoke('restore', 'nowhere.db')).code).toBe(2)
    expect(restored(desk.folder)).toEqual([])
  })

  it('is for files: a store of a configuration has its own means', async () => {
    const desk = emptyDesk()
    writeFileSync(join(desk.folder, 'convoke.config.mjs'), 'export const options = { store: {} }\n')
    for (const command of ['backup', 'restore']) {
      const { code, err } = await desk.convoke(command, 'copy.db')
      expect(code).toBe(2)
      expect(err).toContain('store of the configuration')
    }
  })
})
