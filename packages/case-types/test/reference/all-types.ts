// Every case type of the package, found by its subpath: one that is added appears by itself.
import { readFileSync } from 'node:fs'
import type { AnyCaseType } from '@convoke/core'

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>
}

/** The newest version of each, by name. */
export const allTypes: ReadonlyMap<string, AnyCaseType> = new Map(
  await Promise.all(
    Object.keys(manifest.exports)
      .filter(path => path !== './package.json')
      .map(async path => {
        const name = path.slice('./'.length)
        const module = (await import(new URL(`../../src/${name}/index.ts`, import.meta.url).href)) as object
        const caseType = Object.values(module).find(one => (one as Partial<AnyCaseType>)?.name === name)
        if (caseType === undefined) throw new Error(`the subpath ${path} exports no case type called "${name}"`)
        return [name, caseType as AnyCaseType] as const
      }),
  ),
)
