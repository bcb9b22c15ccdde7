import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { EngineOptions } from '@convoke/engine'
import type { VerifyOptions } from '@convoke/verify'
import type { Call } from './call.js'
import { UsageError } from './usage-error.js'

/** What a configuration may say. */
export type ConfiguredOptions = Partial<EngineOptions>

/** What a configuration is called that nobody has to name. */
const names = ['convoke.config.ts', 'convoke.config.mts', 'convoke.config.js', 'convoke.config.mjs']

/** The engine options of the configuration: of `--config`, of `CONVOKE_CONFIG`, or of `convoke.config.*` here. */
export async function configured(call: Call): Promise<ConfiguredOptions> {
  const found = await configurationOf(call)
  if (found === undefined) return {}
  const { file, options } = found
  if (typeof options !== 'object' || options === null) throw new UsageError('usage/config', { file })
  return options
}

/** How case types are verified, by name: the export `verification` of the configuration, where there is one. */
export async function configuredVerification(call: Call): Promise<Readonly<Record<string, VerifyOptions>>> {
  return ((await configurationOf(call))?.verification ?? {}) as Readonly<Record<string, VerifyOptions>>
}

/** Where threads find what a configuration exports: under which address, and after which module was loaded. */
export async function configuredModule(call: Call): Promise<Omit<Loaded, 'exports'> | undefined> {
  const found = await configurationOf(call)
  return found && { address: found.address, loader: found.loader }
}

interface Configuration {
  readonly file: string
  readonly address: string
  readonly loader: string | undefined
  readonly options?: unknown
  readonly verification?: unknown
}

async function configurationOf(call: Call): Promise<Configuration | undefined> {
  const file = configPath(call)
  if (file === undefined) return undefined
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  const { address, loader, exports } = await loaded(file)
  const { options, verification } = exports
  return { file, address, loader, options, verification }
}

function configPath({ globals, host, path }: Call): string | undefined {
  const named = globals.config ?? (host.env.CONVOKE_CONFIG || undefined)
  if (named !== undefined) return path(named)
  return names.map(name => join(host.cwd, name)).find(file => existsSync(file))
}

/** Codes of an import that fails because the runtime does not take TypeScript, or not as it is written for compilers. */
const notTaken: ReadonlySet<string> = new Set([
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
])

/** A module as it was loaded. */
interface Loaded {
  readonly exports: Readonly<Record<string, unknown>>
  readonly address: string
  /** The module without which it could not be loaded. */
  readonly loader: string | undefined
}

/** Imports a module of whoever calls; one in TypeScript, where the runtime does not, by the `tsx` that is installed beside it. */
export async function imported(file: string): Promise<Readonly<Record<string, unknown>>> {
  return (await loaded(file)).exports
}

/** Errors that are not ours do not say which file could not be loaded. */
async function loaded(file: string): Promise<Loaded> {
  try {
    return await loading(file)
  } catch (error) {
    const isOurs = String((error as NodeJS.ErrnoException | undefined)?.code).includes('/')
    if (!(error instanceof Error) || isOurs) throw error
    throw new Error(`${file}: ${error.message}`, { cause: error })
  }
}

async function loading(file: string): Promise<Loaded> {
  const { href } = pathToFileURL(file)
  try {
    return { exports: await import(href), address: href, loader: undefined }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!/\.m?ts$/.test(file) || !notTaken.has(code)) throw error
    let api: string
    try {
      // `require` finds the CommonJS build, which cannot be imported; the module lies beside it.
      api = createRequire(file)
        .resolve('tsx/esm/api')
        .replace(/\.cjs$/, '.mjs')
    } catch {
      if (code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw error
      throw new UsageError('usage/config-typescript', { file })
    }
    const loader = pathToFileURL(api).href
    const { register } = (await import(loader)) as { readonly register: () => unknown }
    register()
    // Another address: what has failed once is remembered under the first.
    const address = `${href}?tsx`
    return { exports: await import(address), address, loader }
  }
}
