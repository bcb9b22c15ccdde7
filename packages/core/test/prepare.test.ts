import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { caseDefinition, personal, prepareCommand, prepareOpening, resolveParameters, visibleTo } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { worksOrder } from './fixtures/works-order.js'

const definition = caseDefinition(asking)
let salts = 0
const options = { salt: () => (salts++).toString(16).padStart(32, '0'), subject: 'dept:police' }
const read = (type: string, data: unknown) => prepareCommand(definition, type, data, options)
const opening = { topic: '停车', convener: 'rc:chunshen', invitees: ['dept:police'] }

describe('reading a command', () => {
  it('takes data that its schema knows, and none for a command without', () => {
    expect(read('reply', { answer: 'yes' })).toMatchObject({ ok: true, data: { seen: { answer: 'yes' } } })
    expect(read('submit', undefined)).toMatchObject({ ok: true, data: { seen: {}, committed: {}, disclosures: [] } })
    expect(read('submit', null)).toMatchObject({ ok: true })
  })

  it.each([
    ['xstate.done.state.x', 'input/reserved-name'],
    ['deadline.reply', 'input/reserved-name'],
    ['case.settled', 'input/reserved-name'],
    ['caseworker', 'input/unknown-command'],
    ['replyy', 'input/unknown-command'],
  ])('refuses the name %s as %s', (type, code) => {
    expect(read(type, {})).toMatchObject({ ok: false, denial: { code, details: { command: type } } })
  })

  it('cuts a hostile name short, reserved or not', () => {
    for (const name of [`case.${'x'.repeat(1000)}`, 'x'.repeat(1000)]) {
      const { denial } = read(name, {}) as unknown as { denial: { details: { command: string } } }
      expect(denial.details.command).toHaveLength(100)
    }
    expect(read('replyy', {})).toMatchObject({ denial: { details: { nearest: ['reply'] } } })
  })

  it('says where the data is wrong, and repeats no value', () => {
    expect(read('reply', { answer: 'secret', more: 1 })).toMatchObject({
      ok: false,
      denial: {
        code: 'input/schema',
        details: { issues: [{ at: '/answer' }, { at: '', code: 'unrecognized_keys', keys: ['more'] }] },
      },
    })
    expect(JSON.stringify(read('reply', { answer: 'secret' }))).not.toContain('secret')
    expect(read('reply', ['yes'])).toMatchObject({ ok: false, denial: { code: 'input/schema' } })
  })

  it('answers a hostile heap of names with a short refusal', () => {
    const heap = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}/${'k'.repeat(900)}`, 1]))
    const refused = read('reply', { answer: 'yes', ...heap }) as unknown as {
      denial: { details: { issues: { keys: string[] }[] } }
    }
    expect(refused.denial.details.issues[0]?.keys).toHaveLength(20)
    expect(JSON.stringify(refused).length).toBeLessThan(5_000)
    const counted = caseDefinition(
      worksOrder({
        states: { working: {} },
        commands: { count: { by: ['lead'], data: z.object({ votes: z.record(z.string(), z.int()) }) } },
      }),
    )
    const votes = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}/${'k'.repeat(900)}`, 'x']))
    const { denial } = prepareCommand(counted, 'count', { votes }, options) as unknown as {
      denial: { details: { issues: { at: string }[] } }
    }
    expect(denial.details.issues).toHaveLength(20)
    expect(denial.details.issues[0]?.at.slice(0, 12)).toBe('/votes/0~1kk')
    expect(denial.details.issues[0]?.at).toHaveLength(200)
  })

  it('refuses what is no JSON, and more than 64 KiB', () => {
    expect(read('reply', { answer: Number.NaN })).toMatchObject({
      denial: { code: 'input/not-json', details: { at: '/answer', fault: 'not-finite' } },
    })
    expect(read('reply', { answer: 'x'.repeat(65_536) })).toMatchObject({ denial: { code: 'input/too-large' } })
    expect(
      prepareCommand(definition, 'reply', { answer: 'yes' }, { ...options, limits: { bytes: 5, depth: 3 } }),
    ).toMatchObject({
      denial: { code: 'input/too-large' },
    })
  })
})

describe('reading an opening', () => {
  it('allows what a context may hold, 256 KiB', () => {
    const long = (n: number) => prepareOpening(definition, { ...opening, topic: 'x'.repeat(n) }, options)
    expect(long(200_000).ok).toBe(true)
    expect(long(262_144)).toMatchObject({ ok: false, denial: { code: 'input/too-large' } })
  })

  it('commits to what is marked, as the opener’s unless the schema says otherwise', () => {
    const marked = caseDefinition(
      worksOrder({
        states: { working: {} },
        rest: { opening: z.object({ name: personal(z.string()), bid: visibleTo(['boss'], z.int()) }) },
      }),
    )
    const prepared = prepareOpening(marked, { name: '王', bid: 7 }, options)
    expect(prepared).toMatchObject({
      ok: true,
      data: {
        seen: { bid: 7, name: expect.stringMatching(/^~personal:/) },
        committed: { bid: { '~commitment': expect.any(String) }, name: { '~commitment': expect.any(String) } },
        disclosures: [
          { path: '/bid', visibleTo: ['boss'], personal: false },
          { path: '/name', personal: true, subject: 'dept:police' },
        ],
      },
    })
  })

  it('takes no personal handle from outside', () => {
    expect(prepareOpening(definition, { ...opening, topic: `~personal:${'0'.repeat(64)}` }, options)).toMatchObject({
      ok: false,
      denial: { code: 'input/reserved-name' },
    })
  })
})

describe('the knobs of a case', () => {
  it('are the defaults, overlaid layer by layer', () => {
    expect(resolveParameters(definition, [])).toEqual({
      ok: true,
      values: { quorum: 2, replyWithin: { n: 2, unit: 'working-day' } },
    })
    expect(resolveParameters(definition, [{ quorum: 3 }, { quorum: 4 }])).toMatchObject({ values: { quorum: 4 } })
  })

  it.each([
    ['an unknown knob', { quorom: 3 }, 'input/schema', '/parameters'],
    ['a value out of its form', { quorum: 'all' }, 'input/schema', '/parameters/quorum'],
  ])('refuse %s', (_, layer, code, at) => {
    expect(resolveParameters(definition, [{}, layer])).toMatchObject({
      ok: false,
      denial: { code, details: { issues: [{ at }] } },
    })
  })

  it('refuse what is no JSON, wherever it stands', () => {
    expect(resolveParameters(definition, [{}, { quorum: Number.NaN }])).toMatchObject({
      ok: false,
      denial: { code: 'input/not-json', details: { at: '/parameters/quorum' } },
    })
  })
})
