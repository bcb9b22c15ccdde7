import { describe, expect, it } from 'vitest'
import { emptyDirectory, staticDirectory } from './static-directory.js'

const commands = (superior: string, subordinate: string, from = 0, to: number | null = null) =>
  ({ superior, subordinate, kind: 'commands', from, to }) as const

const directory = staticDirectory({
  edges: [
    commands('district', 'town'),
    commands('town', 'police'),
    commands('town', 'planning', 0, 100),
    commands('city', 'district'),
    commands('city', 'planning', 100),
    { superior: 'bureau', subordinate: 'police', kind: 'guides', from: 0, to: null },
  ],
  delegations: [{ id: 'd', principal: 'police', delegate: 'officer', from: 10, to: 20 }],
})

describe('a directory of fixed lists', () => {
  it('knows the lowest body that commands all of several', async () => {
    expect(await directory.commonSuperior({ parties: ['police', 'planning'], at: 50 })).toBe('town')
    expect(await directory.commonSuperior({ parties: ['police'], at: 50 })).toBe('town')
    expect(await directory.commonSuperior({ parties: ['police', 'town'], at: 50 })).toBe('district')
    expect(await directory.commonSuperior({ parties: ['police', 'stranger'], at: 50 })).toBeNull()
    expect(await directory.commonSuperior({ parties: [], at: 50 })).toBeNull()
  })

  it('answers for the instant asked: from inclusive, to exclusive', async () => {
    expect(await directory.commonSuperior({ parties: ['police', 'planning'], at: 99 })).toBe('town')
    expect(await directory.commonSuperior({ parties: ['police', 'planning'], at: 100 })).toBe('city')
    const at = async (instant: number) =>
      (await directory.delegations({ principal: 'police', delegate: 'officer', at: instant })).length
    expect(await Promise.all([9, 10, 19, 20].map(at))).toEqual([0, 1, 1, 0])
  })

  it('follows a chain of edges of one kind, and no other', async () => {
    const has = (superior: string, kind: 'commands' | 'guides') =>
      directory.hasAuthority({ superior, subordinate: 'police', kind, at: 1 })
    expect(await has('district', 'commands')).toBe(true)
    expect(await has('bureau', 'commands')).toBe(false)
    expect(await has('bureau', 'guides')).toBe(true)
    expect(await has('police', 'commands')).toBe(false)
  })

  it('ends on a ring of edges', async () => {
    const ring = staticDirectory({ edges: [commands('a', 'b'), commands('b', 'a')] })
    expect(await ring.commonSuperior({ parties: ['a', 'c'], at: 0 })).toBeNull()
    expect(await ring.hasAuthority({ superior: 'b', subordinate: 'b', kind: 'commands', at: 0 })).toBe(false)
  })

  it('knows nobody when it is empty', async () => {
    expect(await emptyDirectory.delegations({ principal: 'a', delegate: 'b', at: 0 })).toEqual([])
    expect(await emptyDirectory.commonSuperior({ parties: ['a', 'b'], at: 0 })).toBeNull()
    expect(await emptyDirectory.hasAuthority({ superior: 'a', subordinate: 'b', kind: 'commands', at: 0 })).toBe(false)
  })
})
