import { describe, expect, it } from 'vitest'
import { errand, given, LawBroken } from './index.js'

const opened = { opening: { topic: 'parking', convener: 'rc', invitees: ['a', 'b'], budget: 5 }, by: 'rc' }
const hour = 3_600_000
const monday = Date.UTC(2026, 0, 5, 9)
const invited = given(errand, opened, [{ type: 'submit', by: 'rc' }])

describe('a scenario', () => {
  it('tells what came of a command, and goes on from there', () => {
    invited
      .when({ type: 'reply', by: 'a', answer: 'yes' })
      .then(['reply'])
      .when({ type: 'reply', by: 'b', answer: 'yes' })
      .then({
        entries: ['reply'],
        states: ['agreed'],
        outcome: 'agreed',
        data: { budget: 5, replies: { a: 'yes', b: 'yes' } },
      })
  })

  it('tells what was refused, and leaves the case as it was', () => {
    invited
      .when({ type: 'reply', by: 'stranger', answer: 'yes' })
      .refused('missing/case')
      .when({ type: 'reply', by: 'a', answer: 'perhaps' })
      .refused('input/schema')
      .when({ type: 'submit', by: 'rc' })
      .refused('refusal/not-in-state', { command: 'submit' })
      .when({ type: 'count', by: 'rc', step: 1 })
      .then({ states: ['inviting'], data: { counted: [1] } })
  })

  it('lets time pass, and fires what is due', () => {
    invited
      .whenTime(monday + 2 * hour)
      .then({ entries: ['deadline.reply.half', 'deadline.reply.half'], notices: ['deadline', 'deadline'] })
      .when({ type: 'reply', by: 'a', answer: 'yes', at: monday + 4 * hour })
      .refused('refusal/settled')
  })

  it('lets a deputy act, and the directory answer', () => {
    const delegations = [{ id: 'd', principal: 'a', delegate: 'a/deputy', from: 0, to: null }]
    const facts = { escalate: { commonSuperior: { all: 'town' } } }
    given(errand, opened, [{ type: 'submit', by: 'rc' }], { delegations, facts })
      .when({ type: 'reply', by: 'a/deputy', onBehalfOf: 'a', answer: 'no' })
      .then({ data: { replies: { a: 'no' } } })
      .when({ type: 'escalate', by: 'rc' })
      .then({ data: { superior: 'town' } })
  })

  it.each([
    [
      'an accepted command that should be refused',
      () => invited.when({ type: 'count', by: 'rc', step: 1 }).refused('refusal/role'),
    ],
    ['a refused command that should be accepted', () => invited.when({ type: 'submit', by: 'a' }).then([])],
    ['another refusal', () => invited.when({ type: 'submit', by: 'a' }).refused('refusal/guard')],
    ['other entries', () => invited.when({ type: 'count', by: 'rc', step: 1 }).then(['reply'])],
    ['other states', () => invited.when({ type: 'count', by: 'rc', step: 1 }).then({ states: ['agreed'] })],
    ['other data', () => invited.when({ type: 'count', by: 'rc', step: 1 }).then({ data: { counted: [2] } })],
    ['data that is not there', () => invited.when({ type: 'count', by: 'rc', step: 1 }).then({ data: { count: 1 } })],
    ['other notices', () => invited.when({ type: 'count', by: 'rc', step: 1 }).then({ notices: ['invited'] })],
    ['another outcome', () => invited.when({ type: 'count', by: 'rc', step: 1 }).then({ outcome: 'agreed' })],
    ['a case that cannot be opened', () => given(errand, { opening: {}, by: 'rc' })],
    ['something given that is refused', () => given(errand, opened, [{ type: 'submit', by: 'a' }])],
  ])('fails on %s', (_, attempt) => {
    expect(attempt).toThrow(LawBroken)
  })

  it('says so when somebody awaits it', async () => {
    await expect(
      async () => await (invited.when({ type: 'count', by: 'rc', step: 1 }) as unknown as Promise<void>),
    ).rejects.toThrow('not a promise')
  })
})
