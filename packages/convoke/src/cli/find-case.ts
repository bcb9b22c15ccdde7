import type { AnyCaseView, PartyId } from '@convoke/core'
import { eyesOf } from '../terminal/eyes.js'
import { caseStateText, type Look } from '../terminal/look.js'
import type { Cases } from './cases.js'
import { UsageError } from './usage-error.js'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** How an id begins; shorter ones are shared by all cases of a season. */
const beginning = /^[0-9a-f][0-9a-f-]{3,35}$/
/** The most that are told where several were meant. */
const told = 10

/**
 * The id of the case that somebody named: by its id, by how its id begins, or by its reference 案号. What fits no case is
 * handed on as it is, so that whoever looks for it says that there is none.
 *
 * @param as whose eyes: a case is found only by who may see it
 * @throws UsageError `usage/ambiguous` where several fit, with each of them
 */
export async function caseNamed(
  { engine, look }: Pick<Cases, 'engine' | 'look'>,
  name: string,
  as?: PartyId | undefined,
): Promise<string> {
  const id = name.toLowerCase()
  if (uuid.test(id)) return id
  const limit = told + 1
  let found = (await engine.list({ reference: name }, { ...eyesOf(as), limit })).items
  if (found.length === 0 && beginning.test(id)) found = (await engine.list({ id }, { ...eyesOf(as), limit })).items
  if (found.length > 1) throw ambiguous(look, name, found)
  return found[0]?.id ?? name
}

function ambiguous(look: Look, name: string, found: readonly AnyCaseView[]): UsageError {
  const candidates = found
    .slice(0, told)
    .map(view => ({ id: view.id, reference: view.reference, about: caseStateText(look, view) }))
  return new UsageError(
    'usage/ambiguous',
    { name, count: found.length > told ? `${told}+` : `${found.length}` },
    candidates,
  )
}
