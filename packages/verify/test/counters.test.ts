// What is only counted need not be told by states, unless something comes of how far it was counted.
import { caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { exploreCase } from '../src/explore/explore.js'
import { wayTo } from '../src/explore/graph.js'
import { openingFor } from '../src/model/opening.js'
import { form } from './fixtures/form.js'

/** A form that may be approved once it was filled in three times; how often is kept from the first time on, not before. */
const thrice = form({
  fill(data) {
    const counted = data as { times?: number; remark: string | null }
    const times = (counted.times ?? 0) + 1
    counted.times = times
    if (times >= 3) counted.remark = 'often'
  },
  guard: ({ remark }) => remark === 'often',
})

it.each([true, false])(
  'is told below a limit, where it looks like more than a count only above it (whole: %s)',
  isWhole => {
    const opening = openingFor(thrice, caseDefinition(thrice), {}, { at: 0, calendar: everyDayCalendar() })
    const exploration = exploreCase(thrice, opening, {}, { maxStates: 1_000, maxItems: 1, isWhole })
    const { states, model, configurationOf } = exploration
    const approved = Array.from({ length: states }, (_, state) => state).filter(
      state => model.configurations[configurationOf(state)]?.outcome === 'approved',
    )
    expect(approved.length).toBeGreaterThan(0)
    for (const state of approved)
      expect(wayTo(exploration, state).filter(({ type }) => type === 'fill').length).toBeGreaterThanOrEqual(3)
  },
)
