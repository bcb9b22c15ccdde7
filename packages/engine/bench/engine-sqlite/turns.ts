import { type ChildProcess, fork } from 'node:child_process'
import type { Cost } from '../slices.js'

/** The engine on a store as it is opened by default, the engine on one with `thread: true`, or the bare loop. */
export type Side = 'ours' | 'thread' | 'bare'

/** What a process is asked for: to make ready what its turn needs, to take its turn, to end. */
export type Request = 'prepare' | 'go' | 'close'

export interface Answer {
  readonly cost?: Cost
  readonly commits: number
}

/** A process that takes turns when it is asked. */
export interface Turns {
  ask(request: Request): Promise<Answer>
}

/** Starts a process that does one side's turns, and waits until it is ready. */
export async function turnsOf(side: Side, path: string, senders: number, rounds: number): Promise<Turns> {
  const child = fork(new URL('./child.ts', import.meta.url), [side, path, String(senders), String(rounds)])
  await answered(child)
  return {
    ask(request) {
      child.send(request)
      return answered(child)
    },
  }
}

function answered(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error('a process that measures has ended'))
    child.once('exit', fail)
    child.once('message', answer => {
      child.off('exit', fail)
      resolve(answer as Answer)
    })
  })
}
