// The worst moment for a process to die: its work is on the disk, and nobody has heard of it.
import { setTimeout as sleep } from 'node:timers/promises'
import type { CaseStore, Entry } from 'convoke'

/** A store that writes and then never answers, once an entry of this type is on the disk. */
export function answerLost(store: CaseStore, type: string, written: () => void): CaseStore {
  return {
    ...store,
    async append(batch) {
      const results = await store.append(batch)
      const entries = batch.flatMap(append => append.entries.map(({ bytes }) => JSON.parse(bytes) as Entry))
      if (entries.some(entry => entry.type === type)) {
        process.stdout.write('', written)
        await sleep(60_000)
        throw new Error('nobody killed this process')
      }
      return results
    },
  }
}
