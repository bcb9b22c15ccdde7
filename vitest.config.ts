import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './.ci/longest-first.js'

/** Packages find each other in source: nothing is built to run a test. */
const conditions = ['@convoke/source', 'module', 'node', 'development|production']
const source = { resolve: { conditions }, ssr: { resolve: { conditions } } }

/** No test is about time: on a busy machine a property that tries thousands of cases may take long. No test gives itself less. */
const patience = { testTimeout: 600_000, hookTimeout: 600_000 }

export default defineConfig({
  test: {
    reporters: ['default', './.ci/closing-line.ts'],
    // Vitest leaves a core to itself, which of two is half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          // Files share a worker's modules: loading them anew for each took longer than all tests together. A test that
          // changes anything global puts it back.
          isolate: false,
          include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', 'examples/*/{src,test}/**/*.test.ts'],
          exclude: ['**/*.e2e.test.{ts,tsx}', '**/node_modules/**'],
          ...patience,
          typecheck: {
            enabled: true,
            include: ['packages/*/test/**/*.test-d.ts'],
            tsconfig: './.config/tsconfig.test-d.json',
            // The sources have checks of their own, with both compilers: `node .ci/check.mjs types types6`.
            ignoreSourceErrors: true,
          },
        },
      },
      {
        ...source,
        test: {
          name: 'e2e',
          include: ['{packages,examples}/*/test/**/*.e2e.test.{ts,tsx}'],
          ...patience,
        },
      },
      { test: { name: 'tools', include: ['.ci/test/**/*.test.ts'], ...patience } },
    ],
    coverage: { provider: 'v8', include: ['packages/*/src/**'], reporter: ['text-summary'] },
  },
})
