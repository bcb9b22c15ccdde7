import type { CaseStore } from '../../ports/case-store.js'
import type { Law } from '../law.js'

/** Opens a store on data that was empty when the law began; every further call opens the same data once more. */
export type OpenStore = () => Promise<CaseStore>

/**
 * A {@link Law} of stores. `needs`: `one` opens the store once; `reopening` closes it and opens it again; `sharing` has
 * it open twice at the same time. A store that cannot do what a law needs is exempt by name, with its reason.
 */
export interface StoreLaw extends Law<OpenStore> {
  readonly needs: 'one' | 'reopening' | 'sharing'
}

/** A law over one store, and the means to open it again; what was opened is closed, whatever happens. */
export function storeLaw(
  name: string,
  check: (store: CaseStore, open: OpenStore) => Promise<void>,
  needs: StoreLaw['needs'] = 'one',
): StoreLaw {
  return {
    name,
    needs,
    async check(open) {
      const opened: CaseStore[] = []
      const tracked = async () => {
        const store = await open()
        opened.push(store)
        return store
      }
      try {
        await check(await tracked(), tracked)
      } finally {
        for (const store of opened) await store.close()
      }
    },
  }
}
