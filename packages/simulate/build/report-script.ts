// Worked out when the package is built, and anew in each process that runs it from source.
import { join } from 'node:path'
import { build } from 'esbuild'

const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, 'charts.ts')],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: 'es2020',
  legalComments: 'inline',
  logLevel: 'silent',
})

/**
 * The script that draws the charts of a report in a browser: what it needs of Apache ECharts, in one. Give it to `reportOf`;
 * a page without it shows its figures as tables only.
 *
 * @example
 * chartScript.length > 100_000 // => true
 */
export const chartScript: string = outputFiles[0]?.text ?? ''
