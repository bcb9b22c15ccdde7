import { readFileSync } from 'node:fs'
import { sampleAppend, sampleDisclosure } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { openDriver } from '../src/open-driver.js'
import { journalSchema } from '../src/schema/001-journal.js'
import { restrictionSchema } from '../src/schema/002-restriction.js'
import { temporaryFile } from './temporary-file.js'

describe.each(availableDrivers())('a file of an earlier release, with %s', driver => {
  it('is brought to this schema when it is opened, with what it holds', async () => {
    using file = temporaryFile()
    const old = openDriver(file.path, driver)
    old.exec(journalSchema)
    old.exec(`INSERT INTO tenants (tenant) VALUES ('default');
      INSERT INTO cases (case_key, tenant_key, case_id, seq, at, hash, opened_at, case_index, snapshot)
        VALUES (1, 1, 'c-1', 1, 1001, 'h', 1000, '{}', '{}');
      INSERT INTO disclosures VALUES (1, 1, '/phone', 's', '"138"', 'c', NULL, 1, 'person:1')`)
    old.exec('PRAGMA user_version = 1')
    old.close()
    const store = sqliteStore(file.path, { driver })
    expect(await store.disclosures('default', 'c-1')).toMatchObject([{ path: '/phone', value: '138' }])
    expect(await store.restricted('default', 'c-1')).toEqual([])
    expect(await store.concerning('default', 'person:1', { limit: 5 })).toEqual(['c-1'])
    const disclosures = [sampleDisclosure('/name')]
    expect(await store.append([sampleAppend('c-2', { disclosures })])).toEqual([{ ok: true }])
    await store.close()
  })

  it('keeps what it disclosed and what was restricted, and erases it without a trace', async () => {
    using file = temporaryFile()
    const old = openDriver(file.path, driver)
    old.exec(journalSchema)
    old.exec(restrictionSchema)
    old.exec(`INSERT INTO tenants (tenant) VALUES ('default');
      INSERT INTO cases (case_key, tenant_key, case_id, seq, at, hash, opened_at, case_index, snapshot)
        VALUES (1, 1, 'c-1', 1, 1001, 'h', 1000, '{}', '{}'), (2, 1, 'c-2', 1, 1001, 'h', 1000, '{}', '{}');
      INSERT INTO disclosures VALUES (2, 1, '/phone', 's2', '"139"', 'c2', NULL, 1, 'person:2', NULL),
        (1, 1, '/phone', 's1', '"138-canary"', 'c1', '["clerk"]', 1, 'person:1', 5000),
        (1, 1, '/name', 's0', '"王"', 'c0', NULL, 0, NULL, NULL)`)
    old.exec('PRAGMA user_version = 2')
    old.close()
    const store = sqliteStore(file.path, { driver })
    expect(await store.disclosures('default', 'c-1')).toMatchObject([{ path: '/name', salt: 's0', value: '王' }])
    expect(await store.disclosures('default', 'c-2')).toMatchObject([{ salt: 's2', value: '139', commitment: 'c2' }])
    expect(await store.restricted('default', 'c-1')).toMatchObject([
      { path: '/phone', subject: 'person:1', until: 5000 },
    ])
    expect(await store.erase({ tenant: 'default', caseId: 'c-1', subject: 'person:1' })).toBe(1)
    expect(await store.concerning('default', 'person:1', { limit: 5 })).toEqual([])
    await store.close()
    expect(readFileSync(file.path, 'latin1')).not.toContain('138-canary')
  })
})
