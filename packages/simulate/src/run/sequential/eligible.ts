// Which policies have only cases in which one duty follows another, as far as that can be told before any is run.
import type { Arm } from '../../scenario/schema.js'
import { tablesIn } from '../tabled/tables.js'
import type { World } from '../world.js'

/** Something came up in a case for which there is no place when one duty follows another: it is run again, as all others are. */
export class NotSequential extends Error {
  override readonly name = 'NotSequential'
  constructor(what: string) {
    super(`not one duty after another: ${what}`)
  }
}

/**
 * What a policy may say that makes no difference to how its cases are run, or that is heeded here. Whatever else it says is for
 * the general way: something new need not be thought of here.
 */
const heeded = {
  arm: [
    ...['name', 'titles', 'from', 'days', 'warmup', 'drain', 'seed', 'level', 'replications', 'stop', 'control'],
    ...['calendar', 'hours', 'flows', 'sweep', 'find', 'costs', 'electorates', 'rates'],
    ...['cases', 'parameters', 'parties', 'organisation', 'behaviour'],
  ],
  // Nothing is overtaken where one duty follows another.
  party: ['staff', 'hours', 'restDays', 'speed', 'shiftEnd', 'overtaken'],
  rule: ['role', 'task', 'type', 'party', 'when', 'choose', 'delay', 'delayIn', 'effort', 'basis', 'priority', 'data'],
  when: ['case', 'n'],
} as const satisfies { readonly arm: readonly (keyof Arm)[] } & Readonly<Record<string, readonly string[]>>

/** Policies of which it was found out that they are for the general way. */
const refused = new WeakSet<World>()

/** Whether cases may be run one duty after another: undefined facts are found out while they are. */
export function isEligible(world: World): boolean {
  return (
    !refused.has(world) &&
    (world.arm.control === undefined || world.arm.control === 'arrivals') &&
    isHeeded(world.arm) &&
    tablesIn(world).every(one => one !== undefined)
  )
}

/** From now on the policy is run in the general way. */
export function refuse(world: World): void {
  refused.add(world)
}

function isHeeded(arm: Arm): boolean {
  return (
    saysOnly(arm, heeded.arm) &&
    Object.values(arm.parties).every(
      one => saysOnly(one, heeded.party) && typeof one.restDays === 'boolean' && isKnownEnd(one.shiftEnd),
    ) &&
    arm.behaviour.every(one => saysOnly(one, heeded.rule) && saysOnly(one.when ?? {}, heeded.when))
  )
}

const isKnownEnd = (shiftEnd: string) => shiftEnd === 'pause' || shiftEnd === 'finish'

function saysOnly(one: object, keys: readonly string[]): boolean {
  return Object.entries(one).every(([key, value]) => value === undefined || keys.includes(key))
}
