import { basename } from 'node:path'
import {
  type AnyCaseType,
  activePaths,
  type CaseState,
  canonicalJson,
  caseDefinition,
  type Disclosure,
  describeError,
  type Entry,
  evolve,
  type Json,
  verifyChain,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { cleanLine } from '../../terminal/clean.js'
import { caseStateText } from '../../terminal/look.js'
import { timeline } from '../../terminal/timeline.js'
import { type Call, lookOf } from '../call.js'
import { configuredCaseTypes } from '../cases.js'
import { parseJson, readText } from '../data.js'
import { exitCodes } from '../exit-codes.js'
import { namedCaseType } from '../named-case-type.js'
import { wholeNumber } from '../numbers.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

interface Played {
  readonly journal: readonly Entry[]
  readonly disclosures: readonly Disclosure[]
}

/**
 * `convoke replay FILE [CASETYPE]`: the journal of a finding once more on the rules, as `convoke verify --json` wrote it. The
 * case type is the one it names, of that very version, unless another is named, such as the file it was found in.
 */
export async function replay(
  call: Call,
  { finding = '1' }: { readonly finding?: string },
  name: string,
  given?: string,
): Promise<number> {
  const n = wholeNumber('--finding', finding)
  const text = name === '-' ? await call.host.stdin() : await readText(call, name)
  const file = name === '-' ? 'stdin' : call.path(name)
  const { journal, disclosures } = played(parseJson(text, file), n, file)
  const caseTypes = await configuredCaseTypes(call)
  const [first] = journal as readonly [Entry]
  const caseType = await caseTypeFor(call, caseTypes, first, given, file)
  const look = lookOf(call, 'UTC', [caseType])
  const chain = verifyChain(
    journal.map(entry => ({ seq: entry.seq, hash: entry.hash, bytes: canonicalJson(entry as unknown as Json) })),
  )
  if (!chain.ok) {
    const { text } = describeError({ code: chain.code, details: {}, message: chain.code }, call.lang)
    call.print(chain, () => [tell(call.lang, 'replay.broken', { seq: chain.seq, text })])
    return exitCodes.unsound
  }
  const definition = caseDefinition(caseType)
  let state: CaseState | undefined
  for (const entry of journal)
    state = evolve(definition, state, entry, { disclosures, calendarOf: () => everyDayCalendar() })
  const { machine, outcome } = state as CaseState
  const states = activePaths(definition, machine)
  call.print({ ok: true, entries: journal, states, outcome }, () => [
    ...timeline(journal, [look]),
    '',
    tell(call.lang, 'replay.ends', {
      states: caseStateText(look, { caseType: first.caseType, version: first.version, states }),
    }),
  ])
  return exitCodes.done
}

/** The rules of a journal: those of its own version, since by others it would not add up, and nobody could say why. */
async function caseTypeFor(
  call: Call,
  caseTypes: readonly AnyCaseType[],
  { caseType: name, version }: Entry,
  given: string | undefined,
  file: string,
): Promise<AnyCaseType> {
  const wanted = `${name}@${version}`
  const known = await namedCaseType(call, caseTypes, given ?? wanted)
  if ('refusal' in known)
    throw new UsageError('usage/replay-rules', {
      file: cleanLine(basename(file)),
      wanted: cleanLine(wanted),
      example: `convoke replay ${basename(file)} my-type.ts`,
    })
  const { caseType } = known
  if (caseType.name === name && caseType.version === version) return caseType
  throw new UsageError('usage/replay-other', {
    file: cleanLine(file),
    wanted: cleanLine(wanted),
    given: cleanLine(`${caseType.name}@${caseType.version}`),
  })
}

/** The n-th finding that has a journal, of what `convoke verify --json` printed. */
function played(document: unknown, n: number, file: string): Played {
  const { findings = [], accepted = [] } = (document ?? {}) as Record<string, readonly Partial<Played>[] | undefined>
  const all = [findings, accepted]
    .flatMap(some => (Array.isArray(some) ? (some as readonly Partial<Played>[]) : []))
    .filter(one => Array.isArray(one?.journal) && one.journal.length > 0)
  const found = all[n - 1]
  if (found === undefined)
    throw new UsageError('usage/no-journal', { file: cleanLine(file), n: String(n), count: String(all.length) })
  return { journal: found.journal ?? [], disclosures: found.disclosures ?? [] }
}
