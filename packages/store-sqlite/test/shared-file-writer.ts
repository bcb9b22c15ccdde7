import { sampleAppend } from '@convoke/core/testing'
import { sqliteStore } from '../src/index.js'
import { storeInTurns } from './in-turns.js'

/**
 * One of several processes that write to a file: appends to its own cases and, in competition, to a shared one; prints
 * `ready`, waits for a line, and prints each acknowledgement as it gets it. A fourth word has a thread write, or both in turns.
 */
const [path, name, rounds, thread] = process.argv.slice(2) as [string, string, string, string | undefined]
const store = thread === 'turns' ? await storeInTurns(path) : sqliteStore(path, { thread: thread === 'thread' })

process.stdout.write('ready\n')
await new Promise(resolve => process.stdin.once('data', resolve))
process.stdin.unref()

let shared = (await store.load('default', 'shared'))?.head.seq ?? 0
for (let round = 0; round < Number(rounds); round += 1) {
  const own = sampleAppend(`${name}-${round}`, { index: { parties: [{ party: name, roles: [] }] } })
  for (;;) {
    const text = JSON.stringify(`${name} ${round}`)
    const [, result] = await store.append([own, sampleAppend('shared', { expectedSeq: shared, bytes: text })])
    if (result?.ok) break
    if (result === undefined) throw new Error('a batch of two has two results')
    shared = result.actualSeq
  }
  shared += 1
  process.stdout.write(`ack ${round}\n`)
}
await store.close()
