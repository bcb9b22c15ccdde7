// Random histories of several case types together, linked as they come.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { conveningRequest } from '@convoke/case-types/convening-request'
import type { JsonObject } from '@convoke/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Context as Area } from '../../src/area-meeting/v1/context.js'
import type { Context as Convening } from '../../src/convening-request/v1/context.js'
import { dataFor as areaData } from '../area-meeting/random-play.js'
import { dataFor as conveningData } from '../convening-request/random-play.js'
import { joint, ordinary } from '../convening-request/scenario.js'
import { type Scene, scene } from './scene.js'
import { faults } from './system.js'

type Pick = (of: number) => number

/** Small numbers drawn from one seed, mixed, because fast-check likes small numbers. */
function picker(seed: number): Pick {
  let state = seed
  return of => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return of <= 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % of
  }
}

const data = (caseType: string, type: string, context: JsonObject, at: number, pick: Pick): object =>
  caseType === 'area-meeting'
    ? areaData(type, { context: context as unknown as Area }, pick)
    : conveningData(type, { context: context as unknown as Convening, at }, pick)

/** What leads to another case, or comes back from one: tried first, so that histories are linked. */
const linking = [
  'routeToArea',
  'deadlock',
  'handToArea',
  'defer',
  'openConvening',
  'publish',
  'callMeeting',
  'openMeeting',
]
/** What ends a history at once. */
const fatal = [
  'withdraw',
  'merge',
  'supersedeByMediation',
  'declareNoAuthority',
  'routeToComplaint',
  'takeOver',
  'withdrawTopic',
]

/** One step: somebody does something in one of the cases, or time passes. */
async function step(s: Scene, pick: Pick): Promise<void> {
  const open = (await s.all()).filter(({ outcome }) => outcome === null)
  const one = open[pick(open.length)]
  if (one === undefined || pick(7) === 0) return s.wait((1 + pick(40)) * 12 * 3_600_000)
  const context = { ...one.data, parameters: one.parameters }
  const options: { by: string; type: string }[] = []
  for (const { party } of one.parties) {
    const view = await s.engine.view(one.id, { as: party })
    for (const { command, verdict } of view?.allowed ?? []) {
      if (verdict !== 'no' && !command.startsWith('case.')) options.push({ by: party, type: command })
    }
  }
  const likely = options.filter(({ type }) => !fatal.includes(type) || pick(30) === 0)
  const first = likely.filter(({ type }) => linking.includes(type))
  const start = pick(likely.length)
  const order = [...(pick(2) === 0 ? first : []), ...likely.slice(start), ...likely.slice(0, start)]
  for (const { by, type } of order.slice(0, 12)) {
    if (await s.attempt(one.id, by, type, data(one.caseType, type, context, s.now(), pick))) return
  }
}

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
    { numRuns: 12 },
  )
  // A property over cases that never meet would prove nothing.
  expect(reached.joined).toBeGreaterThan(0)
  expect(reached.back).toBeGreaterThan(0)
}, 300_000)
