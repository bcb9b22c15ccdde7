import { resolve } from 'node:path'
import type { Locale } from '@convoke/core'
import { jsonText } from '../terminal/clean.js'
import { columnsOf } from '../terminal/columns.js'
import type { Look } from '../terminal/look.js'
import { type Paint, paintFor } from '../terminal/paint.js'
import type { Host } from './host.js'
import { type Progress, progressOn } from './progress.js'
import { tell } from './words.js'

/** Options of every command. */
export interface GlobalOptions {
  readonly json?: boolean
  readonly db?: string
  readonly config?: string
  readonly color?: boolean
  readonly debug?: boolean
}

/** One run of one command. */
export interface Call {
  readonly host: Host
  readonly lang: Locale
  /** Whether the language was asked for, and does not come from the environment. */
  readonly isLangGiven: boolean
  readonly isJson: boolean
  readonly globals: GlobalOptions
  readonly paint: Paint
  readonly progress: Progress
  /** A path of the command line or the environment, made absolute. */
  path(name: string): string
  /** Prints lines, or with `--json` the document. */
  print(document: unknown, lines: () => readonly string[]): void
}

/** The run of a command with these options. */
export function callOf(
  host: Host,
  globals: GlobalOptions,
  { lang, isLangGiven }: { readonly lang: Locale; readonly isLangGiven: boolean },
): Call {
  const isJson = globals.json === true
  return {
    ...{ host, lang, isLangGiven, isJson, globals },
    progress: progressOn(host, tell(lang, 'progress.waiting')),
    paint: paintFor({ env: host.env, isTTY: host.stdout.isTTY === true, colour: globals.color }),
    path: name => resolve(host.cwd, name),
    print(document, lines) {
      host.stdout.write(
        isJson
          ? `${jsonText(document)}\n`
          : lines()
              .map(line => `${line}\n`)
              .join(''),
      )
    },
  }
}

/** The path of the file of cases. */
export function casesPath({ globals, host, path }: Call): string {
  return path(globals.db ?? (host.env.CONVOKE_DB || 'cases.db'))
}

/** How this run shows cases. */
export function lookOf({ lang, host, paint }: Call, zone: string, caseTypes: Look['caseTypes']): Look {
  return { lang, zone, caseTypes, paint, now: host.now(), columns: columnsOf(host.stdout) }
}
