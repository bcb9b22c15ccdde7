import { sqliteStore } from '../src/index.js'

/** Opens the files that it is given, and prints of each whether it could be read, or why it could not be opened; see faults.test.ts. */
for (const path of process.argv.slice(2)) {
  try {
    const store = sqliteStore(path)
    console.log(`read ${(await store.cases(undefined, 9)).length}`)
    await store.close()
  } catch (error) {
    const { code, retry, message } = error as { code: string; retry: string; message: string }
    console.log(`${code} ${retry} ${message.includes(path)}`)
  }
}
