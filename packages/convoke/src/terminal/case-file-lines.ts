import type { CaseFile, CaseFileVerdict } from '@convoke/core'
import { cleanLine } from './clean.js'
import type { GoneValue } from './gone-values.js'
import { type Look, labelled, listed } from './look.js'
import { momentText } from './moment.js'
import { table } from './table.js'
import { say } from './words.js'

/** What was found in a case file, and what that means. */
export interface CheckedFile {
  readonly verdict: CaseFileVerdict
  /** The file; absent where it cannot be relied on. */
  readonly file: CaseFile | undefined
  /** Marked values that stand in it as commitments only. */
  readonly undisclosed: number
  /** Those of them whose end stands in the journal. */
  readonly gone: readonly GoneValue[]
  /** An anchor was asked for, and none that was checked covers everything. */
  readonly isAnchorMissing: boolean
  readonly faultText: (code: string) => string
}

/** A checked case file 案卷文件 in words: what is in it, what is proved, and what is not. */
export function caseFileLines(look: Look, checked: CheckedFile): string[] {
  const { verdict, file, undisclosed, gone, isAnchorMissing } = checked
  const { lang, paint, zone } = look
  if (!verdict.ok) return faultLines(look, checked)
  const { entries, disclosed, anchored } = verdict
  const at = anchored === null ? '' : momentText(anchored.at, zone)
  const isValid = anchored?.signature === 'valid'
  const proved = [
    say(lang, 'file.chain', { entries }),
    ...(disclosed > 0 ? [say(lang, 'file.disclosed', { disclosed })] : []),
    ...(anchored !== null && isValid ? [say(lang, 'file.anchored', { seq: anchored.seq, n: anchored.n, at })] : []),
  ]
  const open = [
    ...(anchored === null ? [say(lang, 'file.noAnchor')] : []),
    ...(anchored !== null && !isValid ? [say(lang, 'file.unchecked', { n: anchored.n })] : []),
    ...(anchored !== null && anchored.seq < entries
      ? [say(lang, 'file.after', { from: anchored.seq + 1, to: entries })]
      : []),
    say(lang, 'file.later'),
    ...(undisclosed > 0 ? [say(lang, 'file.undisclosed', { undisclosed })] : []),
    ...gone.map(({ seq, path, how, toldBy, at: when }) =>
      say(lang, `file.${how}`, { path: cleanLine(path), seq, by: toldBy, at: momentText(when, zone) }),
    ),
    say(lang, 'file.cover'),
    say(lang, 'file.truth'),
  ]
  return [
    ...(file === undefined ? [] : coverLines(look, file)),
    isAnchorMissing ? paint.red(say(lang, 'file.anchorMissing')) : paint.green(say(lang, 'file.sound')),
    '',
    paint.bold(say(lang, 'file.proved')),
    ...proved.map(line => `  ${paint.green('✓')} ${line}`),
    '',
    paint.bold(say(lang, 'file.open')),
    ...open.map(line => `  ${paint.yellow('–')} ${line}`),
  ]
}

function coverLines(look: Look, { reference, for: reader, roles, exportedAt, caseId, labels }: CaseFile): string[] {
  const { lang, paint, zone } = look
  const whose =
    reader === null
      ? say(lang, 'file.forHost')
      : say(lang, 'file.for', {
          party: cleanLine(reader),
          roles: listed(
            look,
            roles.map(role => labelled(labels?.[lang].roles, role)),
          ),
        })
  return [
    paint.bold(`${cleanLine(reference)}  ${cleanLine(caseId)}`),
    `${whose}  ${say(lang, 'file.exported', { at: momentText(exportedAt, zone) })}`,
  ]
}

function faultLines({ lang, paint }: Look, { verdict, faultText }: CheckedFile): string[] {
  const { faults } = verdict
  return [
    paint.red(say(lang, 'file.unsound', { count: faults.length })),
    ...table(
      faults.map(({ code, seq, n, path, why }) => [
        seq === undefined
          ? n === undefined
            ? say(lang, 'audit.whole')
            : say(lang, 'file.anchorN', { n })
          : say(lang, 'audit.entry', { seq }),
        [
          faultText(code),
          ...[path, why].filter(part => part !== undefined).map(part => cleanLine(part as string)),
        ].join(' '),
        paint.dim(code),
      ]),
      2,
    ),
    say(lang, 'file.distrust'),
  ]
}
