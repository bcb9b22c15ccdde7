import { readFileSync } from 'node:fs'
import type { Locale } from '@convoke/core'

/** What a new app is made of. */
export interface AppFile {
  /** Within the app, with `/`. */
  readonly path: string
  readonly text: string
}

/** Versions that this release was tried with. */
const tools = { typescript: '^7.0.2', tsx: '^4.20.0', '@types/node': '^20.19.0' }

const copied = ['convoke.config.ts', 'src/repair.ts', 'src/main.ts', 'test/repair.test.ts']

/** The files of a new app. @param version of this release; the app gets the same */
export function appFiles(
  name: string,
  { lang, version }: { readonly lang: Locale; readonly version: string },
): readonly AppFile[] {
  const template = new URL('./template/', import.meta.resolve('convoke/package.json'))
  const read = (file: string) => readFileSync(new URL(file, template), 'utf8')
  return [
    { path: 'package.json', text: json(manifest(name, version)) },
    { path: 'tsconfig.json', text: json(tsconfig) },
    { path: '.gitignore', text: 'node_modules\ncases.db*\n*.jwk\n' },
    { path: 'README.md', text: read(`README.${lang}.md`).replace('{name}', name) },
    ...copied.map(path => ({ path, text: read(path) })),
  ]
}

function manifest(name: string, version: string): object {
  const own = `^${version}`
  return {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: {
      start: 'tsx src/main.ts',
      check: 'tsc',
      test: 'tsx --test test/repair.test.ts',
      convoke: 'convoke',
    },
    dependencies: {
      '@convoke/calendar': own,
      '@convoke/core': own,
      '@convoke/store-sqlite': own,
      convoke: own,
      zod: '^4.5.0',
    },
    devDependencies: tools,
  }
}

const tsconfig = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['src', 'test', '*.ts'],
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
