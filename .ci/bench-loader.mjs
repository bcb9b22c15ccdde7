/**
 * Lets a benchmark run what is published: tsx has esbuild name every function anew each time it is made, by a call of
 * `Object.defineProperty`, and the build does not. Loaded with `--import` behind tsx.
 */
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) register(import.meta.url)

const naming = /var __name=\(target,value\)=>__defProp\(target,"name",\{value,configurable:(?:true|!0)\}\);/

/** A hook of Node's module loader. */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context)
  if (!url.endsWith('.ts')) return loaded
  const source = String(loaded.source)
  if (source.includes('__name=') && !naming.test(source)) throw new Error(`${url}: tsx names functions in another way`)
  return { ...loaded, source: source.replace(naming, 'var __name=named=>named;') }
}
