import type { Change } from '@convoke/core'
import { cleanLine, jsonLine } from '../../terminal/clean.js'
import { eyesOf } from '../../terminal/eyes.js'
import { type Look, labelsOf } from '../../terminal/look.js'
import { timeline } from '../../terminal/timeline.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { tell } from '../words.js'

export interface WatchCommand {
  readonly as?: string
  readonly type?: string
  readonly after?: string
}

/** `convoke watch`: until it is stopped. With `--json`, a document a line. */
export async function watch(call: Call, { as, type, after }: WatchCommand): Promise<number> {
  const { host, isJson, lang } = call
  const signal = host.stopped()
  return withCases(call, {}, async ({ engine, look }) => {
    const references = new Map<string, string>()
    const referenceOf = async (id: string) => {
      const known = references.get(id) ?? (await engine.view(id, eyesOf(as)))?.reference ?? id
      references.set(id, known)
      return known
    }
    if (!isJson) host.stderr.write(`${tell(lang, 'watch.begins')}\n`)
    let position = after
    for await (const change of engine.watch({ caseType: type }, { ...eyesOf(as), after, signal })) {
      position = change.position
      if (isJson) host.stdout.write(`${jsonLine(change)}\n`)
      else host.stdout.write(linesOf(look, change, await referenceOf(change.caseId)))
    }
    if (!isJson && position !== undefined)
      host.stderr.write(`${tell(lang, 'watch.ends', { position: cleanLine(position) })}\n`)
    return exitCodes.done
  })
}

function linesOf(look: Look, { entry }: Change, reference: string): string {
  const title = labelsOf(look, entry.caseType, entry.version)?.title ?? entry.caseType
  const head = look.paint.bold(`${cleanLine(reference)}  ${cleanLine(title)}`)
  return [head, ...timeline([entry], [look])].map(line => `${line}\n`).join('')
}
