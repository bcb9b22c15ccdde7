/** Runs the benchmark file named by the argument and sends its result to `bench.mjs`. */
import { pathToFileURL } from 'node:url'

const { run } = await import(pathToFileURL(process.argv[2]).href)
if (typeof run !== 'function') throw new Error(`${process.argv[2]} exports no run()`)
const result = await run()
process.send(result, () => process.disconnect())
