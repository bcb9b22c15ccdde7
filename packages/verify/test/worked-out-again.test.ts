// What was worked out is worked out again by sample: with the same data it has to come out the same, and look at the same.
import { caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { exploreCase } from '../src/explore/explore.js'
import { openingFor } from '../src/model/opening.js'
import { asking } from './fixtures/asking.js'
import { type Desk, desk } from './fixtures/desk.js'

function explored(caseType: ReturnType<typeof desk>) {
  const opening = openingFor(caseType, caseDefinition(caseType), {}, { at: 0, calendar: everyDayCalendar() })
  return exploreCase(caseType, opening, {}, { maxStates: 1_000, maxItems: 1, isWhole: true })
}

describe('what is worked out again', () => {
  it('is the same where a case type goes by the case alone', () => {
    expect(explored(desk({ backAndForth: true, firstCome: true })).tables.again(1)).toEqual([])
    expect(explored(asking() as never).tables.again(1)).toEqual([])
  })

  it('is found where its result turns with something else', () => {
    let isOpen = true
    const { tables } = explored(desk({ looksAt: () => isOpen }))
    expect(tables.again(1)).toEqual([])
    isOpen = false
    expect(tables.again(1).length).toBeGreaterThan(0)
    expect(tables.again(1_000_000)).toEqual([])
  })

  it('is found where only what it looks at turns, and nothing comes of that', () => {
    let isCurious = false
    const answering = (context: Desk) => {
      if (isCurious && context.notes.length > 7) context.given = 1
    }
    const { tables } = explored(desk({ answering }))
    expect(tables.again(1)).toEqual([])
    isCurious = true
    expect(tables.again(1).length).toBeGreaterThan(0)
  })

  it('is found where what states are asked turns, and no step with it', () => {
    let isShown = true
    const { tables, asksAlso } = explored(desk({ backAndForth: true }))
    const asked = ({ context }: { readonly context: object }) => isShown && Object.keys(context).length > 0
    expect(asksAlso([asked])).toBe(true)
    expect(tables.againAside(1)).toEqual([])
    isShown = false
    expect(tables.againAside(1).length).toBeGreaterThan(0)
    // No step has to do with it.
    expect(tables.again(1)).toEqual([])
  })
})
