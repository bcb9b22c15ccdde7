import { playDemo } from '../../demo/play.js'
import type { Call } from '../call.js'
import { exitCodes } from '../exit-codes.js'

/** `convoke demo` */
export async function demo(call: Call): Promise<number> {
  await playDemo(call)
  return exitCodes.done
}
