import { complaint } from '@convoke/case-types/complaint'
import { hiddenPaths } from '@convoke/core'
import { expect, it } from 'vitest'
import type * as z from 'zod'
import { inside, reaching } from '../../src/complaint/v1/opening.js'

const list = (roles: readonly string[]) => `[${[...roles].sort().join(', ')}]`

// A field that loses its mark is shown to everybody from the next release on: it has to be taken out here first.
it('what a complaint hides, and from whom, is what it has always hidden', () => {
  const identity = [
    `/door ${list(reaching)} personal`,
    `/name ${list(reaching)} personal`,
    `/phone ${list(reaching)} personal`,
  ]
  const statement = `/statement ${list(inside)} personal`
  expect(hiddenPaths(complaint.context)).toEqual([
    `/answer/text ${list(inside)}`,
    `/contactRecord ${list(inside)}`,
    ...identity,
    `/ratings/*/comment ${list(inside)}`,
    statement,
    `/supplements/*/text ${list(inside)}`,
  ])
  expect(hiddenPaths(complaint.opening)).toEqual([...identity, statement])
  const commands = Object.entries(complaint.commands as Readonly<Record<string, { readonly data?: unknown }>>)
  expect(
    commands.flatMap(([name, { data }]) =>
      data === undefined ? [] : hiddenPaths(data as z.ZodType).map(path => `${name} ${path.split(' ')[0]}`),
    ),
  ).toEqual([
    'followUp /report',
    'recordContact /record',
    'answer /text',
    'interimReply /text',
    'rate /comment',
    'decide /text',
    'supplement /text',
    'adoptAnswer /text',
    'reopen /newFacts',
  ])
})

it('neither list of those who may look names the respondent, but for the one that has consent', () => {
  for (const roles of [inside, reaching]) expect(roles).not.toContain('respondent')
  expect(inside).not.toContain('consentedRespondent')
})
