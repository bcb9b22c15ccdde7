// The thread of a pool that runs from source: in a thread nobody else has made Node read TypeScript.
import { register } from 'tsx/esm/api'

register()
await import('../src/workers/thread.ts')
