import { defineConfig } from 'vitest/config'

const conditions = ['@convoke/source', 'module', 'node', 'development|production']

export default defineConfig({
  test: {
    reporters: ['default', './.ci/closing-line.ts'],
    projects: [
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
          exclude: ['**/*.e2e.test.ts', '**/node_modules/**'],
          typecheck: {
            enabled: true,
            include: ['packages/*/test/**/*.test-d.ts'],
            tsconfig: './.config/tsconfig.json',
          },
        },
      },
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: { name: 'e2e', include: ['packages/*/test/**/*.e2e.test.ts'], testTimeout: 120_000 },
      },
      { test: { name: 'tools', include: ['.ci/test/**/*.test.ts'], testTimeout: 60_000 } },
    ],
    coverage: { provider: 'v8', include: ['packages/*/src/**'], reporter: ['text-summary'] },
  },
})
