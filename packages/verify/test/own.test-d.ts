// Properties of one's own are written on the words of the case type, without a cast.
import type { StateViewOf } from '@convoke/core'
import { errand } from '@convoke/core/testing'
import { describe, expectTypeOf, test } from 'vitest'
import { always, leadsTo, verifyCaseType } from '../src/index.js'

type Seen = StateViewOf<typeof errand>

describe("a property of one's own", () => {
  test('reads the context as the case type declares it', () => {
    const quorum = always('quorum', 'what is agreed has its quorum', ({ is, context }: Seen) => {
      expectTypeOf(context.replies).toEqualTypeOf<Record<string, 'yes' | 'no'>>()
      return !is('agreed') || Object.keys(context.replies).length >= context.parameters.quorum
    })
    verifyCaseType(errand, { own: [quorum] })
    // @ts-expect-error no such field
    always('x', 'x', ({ context }: Seen) => context.answers === null)
  })

  test('names only states and roles that exist', () => {
    // @ts-expect-error no such state
    always('x', 'x', ({ is }: Seen) => is('invited'))
    // @ts-expect-error no such role
    always('x', 'x', ({ holders }: Seen) => holders('invited').length > 0)
    leadsTo(
      'x',
      'x',
      (seen: Seen) => seen.is('inviting'),
      (seen: Seen) => seen.outcome !== null,
    )
  })
})
