import { ConvokeError, storeFault } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { isRace, postgresFault } from './driver-fault.js'

const databaseError = (code: string) => Object.assign(new Error('x'), { code })

describe('an error of PostgreSQL or of its driver', () => {
  it.each([
    ['store/full', databaseError('53100')],
    ['store/read-only', databaseError('25006')],
    ['store/corrupt', databaseError('XX001')],
    ['store/unavailable', databaseError('57P01')],
    ['store/unavailable', databaseError('53300')],
    ['store/unavailable', databaseError('40P01')],
    ['store/unavailable', databaseError('ECONNREFUSED')],
    ['store/unavailable', new Error('Connection terminated unexpectedly')],
    ['bug/postgres', databaseError('42601')],
    ['bug/postgres', new Error('x')],
  ])('becomes %s and keeps its cause', (code, error) => {
    expect(postgresFault(error)).toMatchObject({ code, cause: error })
  })

  it('is a race only where the next attempt may win', () => {
    expect([databaseError('40001'), databaseError('40P01')].every(isRace)).toBe(true)
    expect([databaseError('23505'), new Error('x'), null].some(isRace)).toBe(false)
  })

  it('of our own passes as it is', () => {
    const closed = storeFault('store/closed')
    expect(postgresFault(closed)).toBe(closed)
    expect(ConvokeError.is(postgresFault('what?'), 'bug/')).toBe(true)
  })
})
