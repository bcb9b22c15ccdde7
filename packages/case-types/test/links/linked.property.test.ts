// Random histories of several case types together, linked as they come.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { conveningRequest } from '@convoke/case-types/convening-request'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joint, ordinary } from '../convening-request/scenario.js'
import { picker } from '../stage/random.js'
import { step } from './random-links.js'
import { scene } from './scene.js'
import { faults } from './system.js'

/** A history in which requests are joined in an area meeting and come back: of twelve others, now and then none does. */
const met = [
  275140172, 19, 2132401520, 1559388105, 8, 15, 1260450162, 6, 855812289, 1462623864, 1197040524, 1920751114, 3,
  305778307, 1661998108, 2147483637, 1676278454, 30, 431671339, 1437908900, 8, 841234086, 919060066, 2117313700,
]

it('random histories of requests and area meetings keep what holds for all, and end when everybody falls silent', async () => {
  const reached = { joined: 0, nextSession: 0, convening: 0, back: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(2 ** 31 - 1), { minLength: 15, maxLength: 45, size: 'max' }), async choices => {
      const s = scene([conveningRequest, areaMeeting])
      for (const opening of [ordinary, joint, ordinary, ordinary]) {
        const id = await s.open('convening-request', opening, opening.conveners[0] as string, { areaBatchThreshold: 1 })
        await s.attempt(id, opening.conveners[0] as string, 'submit')
        for (const other of opening.conveners.slice(1)) await s.attempt(id, other as string, 'cosign')
      }
      for (const choice of choices) {
        await step(s, picker(choice))
        const found = faults(await s.folded())
        if (found.length > 0) throw new Error(found.join('\n'))
      }
      const left = await s.silence()
      const all = await s.folded()
      for (const { entries, state } of all) {
        reached.joined += entries.filter(({ type }) => type === 'case.joined').length
        reached.back += entries.filter(({ type }) => type === 'case.settled').length
        for (const { link } of state.links) if (link === 'nextSession' || link === 'convening') reached[link] += 1
      }
      await s.engine.close()
      expect(left).toEqual([])
      expect(faults(all)).toEqual([])
    }),
    // What is given comes first, and counts.
    { numRuns: 13, examples: [[met]] },
  )
  // A property over cases that never meet would prove nothing.
  expect(reached.joined).toBeGreaterThan(0)
  expect(reached.back).toBeGreaterThan(0)
})
