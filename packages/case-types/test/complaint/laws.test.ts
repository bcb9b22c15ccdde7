// What holds for every case type, held for this one.
import { complaint } from '@convoke/case-types/complaint'
import type { JsonObject } from '@convoke/core'
import { caseTypeLaws } from '@convoke/core/testing'
import { describe, it } from 'vitest'
import type { Context } from '../../src/complaint/v1/context.js'
import { monday } from '../stage/stage.js'
import { goldenPlays } from './golden-plays.js'
import { dataFor, openerOf, openings, settings } from './random-play.js'

describe('the complaint, like every case type', () => {
  const opened = openings.flatMap((opening, index) => [
    {
      opening: opening as JsonObject,
      by: openerOf(opening),
      parameters: settings[index % settings.length] as JsonObject,
    },
  ])
  const laws = caseTypeLaws(complaint, {
    openings: opened as [(typeof opened)[number]],
    played: Object.values(goldenPlays).map(begin => begin().drafts),
    data: (type, context, draw) => dataFor(type, { context: context as Context, at: monday }, draw) as JsonObject,
    steps: 60,
  })

  it.each(laws)('$name', ({ check }) => check())
})
