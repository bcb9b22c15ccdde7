import { describeError } from '@convoke/core'
import type { MigratedCase } from '@convoke/engine'
import { cleanLine } from './clean.js'
import { type Look, labelled, labelsOf, listed } from './look.js'
import { cut, table } from './table.js'
import { say } from './words.js'

/** What a migration 版本迁移 made of cases, or would make of them, a line each; under it where a shadow replay failed. */
export function migrationLines(
  look: Look,
  of: { readonly caseType: string; readonly dryRun: boolean; readonly cases: readonly MigratedCase[] },
): string[] {
  const { lang, paint } = look
  const { caseType, dryRun, cases } = of
  if (cases.length === 0) return [say(lang, 'none.migrate')]
  const why = (code: string, details: Readonly<Record<string, unknown>>) =>
    `${cut(cleanLine(describeError({ code, details, message: code }, lang).text), 200)}  ${paint.dim(code)}`
  const states = (version: string, paths: readonly string[]) =>
    listed(
      look,
      paths.map(path => labelled(labelsOf(look, caseType, version)?.states, path)),
    )
  const lines = table(
    cases.map(one => {
      const mark = one.ok ? paint.green('✓') : paint.red('✗')
      const reference = cut(cleanLine(one.reference), 40)
      if (!one.ok) return [mark, reference, cleanLine(one.from), why(one.code, one.details)]
      return [mark, reference, `${cleanLine(one.from)} → ${cleanLine(one.to)}`, states(one.to, one.states.after)]
    }),
  )
  const faults = cases.flatMap(one =>
    one.ok
      ? (one.shadow ?? []).map(({ seq, states: at, code, details }) => [
          cut(cleanLine(one.reference), 40),
          say(lang, 'audit.entry', { seq }),
          states(one.from, at),
          why(code, details),
        ])
      : [],
  )
  const moved = cases.filter(({ ok }) => ok).length
  return [
    ...lines,
    ...(faults.length > 0 ? ['', paint.bold(say(lang, 'heading.shadow')), ...table(faults, 2)] : []),
    '',
    say(lang, dryRun ? 'migrate.dry' : 'migrate.done', { moved, stay: cases.length - moved }),
  ]
}
