// A finding in Chinese calls what a case type declares by its Chinese label, with the identifier in brackets at most.
import type { AnyCaseType, AnyLabels } from '@convoke/core'
import { expect, it } from 'vitest'
import { verifyCaseType } from '../src/index.js'
import { desk } from './fixtures/desk.js'
import { bill, fines, jury, key, overdue, pass, register, repair, street } from './fixtures/more-trades.js'
import { bed, dose, laboratory, lesson, lottery, referral, surgery, thesis, transfer } from './fixtures/trades.js'

// The labels of guards say why something is refused, and are no names.
const kinds = ['states', 'roles', 'commands', 'deadlines', 'outcomes', 'tasks'] as const

/** The same case type with Chinese labels, each told from its name. */
function inChinese(caseType: AnyCaseType): AnyCaseType {
  const english = (caseType.labels as Readonly<Record<string, AnyLabels>>).en as AnyLabels
  const named = kinds.map(kind => [
    kind,
    Object.fromEntries(Object.keys(english[kind] ?? {}).map(name => [name, `某${name}某`])),
  ])
  return { ...caseType, labels: { ...caseType.labels, 'zh-CN': { ...english, ...Object.fromEntries(named) } } } as never
}

const faulty: readonly (readonly [string, AnyCaseType])[] = [
  ...Object.entries({ bed, dose, laboratory, lesson, lottery, referral, surgery, thesis, transfer }).map(
    ([name, make]) => [name, make(true)] as const,
  ),
  ...Object.entries({ bill, fines, jury, key, overdue, pass, register, repair, street }).map(
    ([name, make]) => [name, make(true)] as const,
  ),
  ['desk, races', desk({ firstCome: true, firstEnds: true })],
  ['desk, strikes', desk({ strikes: true })],
  ['desk, together', desk({ together: true })],
  ['desk, puts off', desk({ putsOff: 'again' })],
  ['desk, to and fro', desk({ backAndForth: true })],
  ['desk, chance', desk({ looksAt: () => Math.random() > -1 })],
]

it.each(faulty)('%s: every finding does', (_, caseType) => {
  const { findings } = verifyCaseType(inChinese(caseType))
  expect(findings.length).toBeGreaterThan(0)
  const names = kinds.flatMap(kind =>
    Object.keys((caseType.labels as Readonly<Record<string, AnyLabels>>).en?.[kind] ?? {}),
  )
  for (const { message } of findings) {
    // What is left of a sentence without its labels, the identifiers in brackets and the parties.
    const left = message['zh-CN'].replace(/某[\w.]+某(?:（[\w.]+）)?|\w+:\w+/gu, '')
    const words = left.match(/[A-Za-z][\w.]*/gu) ?? []
    expect(words.filter(word => names.includes(word))).toEqual([])
  }
})
