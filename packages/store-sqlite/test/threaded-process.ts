import { sampleAppend } from '@convoke/core/testing'
import { sqliteStore } from '../src/index.js'

/** A process that ends in the way it is told, over a file that a thread of it writes; see thread.test.ts. */
const [path, how] = process.argv.slice(2) as [string, string]
// Without waiting for the disk, so that the thread is in the midst of a statement more often.
const synchronous = how === 'exit while writing' ? 'normal' : 'full'
const store = sqliteStore(path, how === 'end at start' || how === 'close unheard' ? {} : { thread: true, synchronous })
const batch = (round: number) => Array.from({ length: 64 }, (_, i) => sampleAppend(`c-${round}-${i}`))

if (how === 'leave open') {
  await store.append([sampleAppend('c-1')])
  console.log('written 1')
} else if (how === 'end at start') {
  const { length } = await store.append(batch(0))
  console.log(`written ${length}`)
} else if (how === 'close unheard') {
  const { length } = await store.append(batch(0))
  // The thread has started and said so, and nobody has turned to hear it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5_000)
  await store.close()
  console.log(`written ${length}`)
} else if (how === 'ask and end') {
  void store.append(batch(0)).then(results => console.log(`written ${results.length}`))
} else {
  // The thread is in the midst of something at nearly every moment.
  await store.append(batch(0))
  for (let round = 1; round < 200; round += 1) void store.append(batch(round))
  setTimeout(() => process.exit(0), 20)
}
