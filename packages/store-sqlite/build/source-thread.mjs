// The thread of a store that runs from source: in a thread nobody else has made Node read TypeScript. Tests that start many
// bundle it beforehand, since reading the sources takes a second each time.
const made = process.env.CONVOKE_BUNDLED_THREAD
if (made === undefined) {
  const { register } = await import('tsx/esm/api')
  register()
  await import('../src/thread.ts')
} else await import(made)
