// What holds for every case type, held for this one.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import type { JsonObject } from '@convoke/core'
import { caseTypeLaws } from '@convoke/core/testing'
import { describe, it } from 'vitest'
import type { Context } from '../../src/area-meeting/v1/context.js'
import { goldenPlays } from './golden-plays.js'
import { dataFor, openings, settings } from './random-play.js'

describe('the area meeting, like every case type', () => {
  const opened = settings.flatMap(parameters =>
    openings.map(opening => ({
      opening: opening as JsonObject,
      by: String((opening as { chair: string }).chair),
      parameters,
    })),
  )
  const laws = caseTypeLaws(areaMeeting, {
    openings: opened as [(typeof opened)[number]],
    played: Object.values(goldenPlays).map(begin => begin().drafts),
    data: (type, context, draw) => dataFor(type, { context: context as unknown as Context }, draw),
    steps: 60,
  })

  it.each(laws)('$name', ({ check }) => check())
})
