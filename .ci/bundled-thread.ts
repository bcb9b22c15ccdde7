// The thread of a SQLite store as plain JavaScript, for tests that start many.
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundled } from './bundled.js'

const home = join(dirname(fileURLToPath(import.meta.url)), '../packages/store-sqlite')

/** Has every thread of a store that this process starts from source start from a bundle; each test file gives a name of its own. */
export async function bundleThread(name: string): Promise<void> {
  const file = await bundled(name, join(home, 'src/thread.ts'), home)
  process.env.CONVOKE_BUNDLED_THREAD = pathToFileURL(file).href
}
