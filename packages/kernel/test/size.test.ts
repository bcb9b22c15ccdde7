import { createRequire } from 'node:module'
import { brotliCompressSync, constants } from 'node:zlib'
import { expect, it } from 'vitest'

// The bundler that the build uses; it comes with tsup.
const { build } = createRequire(createRequire(import.meta.url).resolve('tsup'))('esbuild') as {
  build(options: object): Promise<{ readonly outputFiles: readonly { readonly contents: Uint8Array }[] }>
}

/** Bytes of a module that takes these names, with all it needs but XState: minified, then as brotli sends it. */
async function sizeOf(names: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export ${names} from './index.js'`, resolveDir: new URL('../src', import.meta.url).pathname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['xstate'],
    write: false,
  })
  const { contents } = outputFiles[0] as { contents: Uint8Array }
  return brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

it.each(['{ compile }', '*'])('a page that imports %s loads at most 6 KiB', async names => {
  const size = await sizeOf(names)
  expect(size).toBeLessThanOrEqual(6 * 1024)
  // A bundle without the code would pass any bound.
  expect(size).toBeGreaterThan(4_000)
})
