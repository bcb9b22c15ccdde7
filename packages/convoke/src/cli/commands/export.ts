import { writeFile } from 'node:fs/promises'
import { cleanLine, jsonText } from '../../terminal/clean.js'
import { eyesOf } from '../../terminal/eyes.js'
import { noSuchCase } from '../answers.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { caseNamed } from '../find-case.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

export interface ExportCommand {
  readonly as?: string
  readonly anchors?: boolean
  readonly out?: string
}

/** `convoke export CASE` */
export async function exportFile(
  call: Call,
  { as, anchors = false, out }: ExportCommand,
  name: string,
): Promise<number> {
  return withCases(call, {}, async ({ engine, look }) => {
    const file = await engine.exportCase(await caseNamed({ engine, look }, name, as), { ...eyesOf(as), anchors })
    if (file === undefined) return noSuchCase(call, look)
    if (out === undefined) {
      call.host.stdout.write(`${jsonText(file)}\n`)
      return exitCodes.done
    }
    const path = call.path(out)
    await writeNew(path, `${jsonText(file)}\n`)
    const { entries, disclosures, anchors: kept } = file
    const counts = { entries: entries.length, disclosed: disclosures.length, anchors: kept.length }
    call.print({ file: path, caseId: file.caseId, for: file.for, ...counts }, () => [
      tell(call.lang, 'export.made', { file: cleanLine(path), ...counts }),
      tell(call.lang, as === undefined ? 'export.host' : 'export.party', { party: cleanLine(as ?? '') }),
      tell(call.lang, 'export.check', { file: cleanLine(out) }),
    ])
    return exitCodes.done
  })
}

/** Writes a file that is not there yet, readable by its owner only: it holds what not everybody may see. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new UsageError('usage/file-exists', { file })
    throw new UsageError('usage/unwritable', { file, why: code ?? message })
  }
}
