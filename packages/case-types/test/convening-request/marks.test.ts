import { conveningRequest } from '@convoke/case-types/convening-request'
import { hiddenPaths } from '@convoke/core'
import { expect, it } from 'vitest'
import type * as z from 'zod'

// A field that loses its mark is shown to everybody from the next release on: it has to be taken out here first.
it('what a convening request hides, and from whom, is what it has always hidden', () => {
  expect(hiddenPaths(conveningRequest.context)).toEqual([
    '/contact [coConvener, convener, screener, supervisor] personal',
    '/departmentScores/*/*/comment [convener, supervisor]',
    '/invitees/*/reservation [convener, ruler, screener, supervisor]',
    '/planScores/*/comment [invitee, supervisor]',
  ])
  expect(hiddenPaths(conveningRequest.opening)).toEqual([
    '/contact [coConvener, convener, screener, supervisor] personal',
  ])
  const commands = Object.entries(conveningRequest.commands as Readonly<Record<string, { readonly data?: unknown }>>)
  expect(
    commands.flatMap(([name, { data }]) =>
      data === undefined ? [] : hiddenPaths(data as z.ZodType).map(path => `${name} ${path}`),
    ),
  ).toEqual([
    'acceptWithReservation /reservation [convener, ruler, screener, supervisor]',
    'score /comment [convener, supervisor]',
    'scorePlan /comment [invitee, supervisor]',
  ])
})
