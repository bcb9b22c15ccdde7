// The table of the rules beside a case type: who does what where, and where it leads.
import { caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { type Mutant, mutantsOf, original } from '../mutants/mutator.js'
import { caseModel } from '../src/case-model.js'
import { explore } from '../src/explore.js'
import { openingFor } from '../src/opening.js'
import { keepsToTheTable, type TableRow, tableOf } from '../src/properties/rule-table.js'
import { studyOf } from '../src/study.js'
import { asking } from './fixtures/asking.js'
import { relay } from './fixtures/relay.js'

const studied = (caseType: Parameters<typeof caseDefinition>[0], departures?: number) => {
  const opening = openingFor(caseType, caseDefinition(caseType), {}, { at: 0, calendar: everyDayCalendar() })
  const how = { maxStates: 5_000, maxItems: 1, isWhole: true, departures }
  return studyOf(explore(caseModel(caseType, opening, {}), how))
}
const faults = (study: ReturnType<typeof studied>, rows: readonly TableRow[], isToBeMet?: boolean) =>
  keepsToTheTable(study, rows, isToBeMet).violations.map(({ message }) => message.en)

describe('the table of the rules', () => {
  const study = studied(asking() as never)
  const table = tableOf(study)

  it('that is written down from a case type has a row for each thing that comes about in a state', () => {
    expect(table).toContainEqual({ in: 'drafting', does: 'submit', by: ['convener'], to: ['inviting'] })
    expect(table).toContainEqual({ in: 'inviting', does: 'reply', by: ['invitee'], to: ['=', 'agreed', 'refused'] })
    expect(table).toContainEqual({ in: 'drafting', does: 'deadline.draft', by: undefined, to: ['failed'] })
    expect(faults(study, table)).toEqual([])
  })

  it('is broken by what leads elsewhere, by who may not, and by what never comes about', () => {
    const changed = (does: string, change: Partial<TableRow>) =>
      table.map(row => (row.does === does ? { ...row, ...change } : row))
    expect(faults(study, changed('submit', { to: ['agreed'] }))).toEqual([
      'in drafting, submit leads to inviting, by no row of the table',
      'in drafting, submit never leads to agreed',
    ])
    expect(faults(study, changed('submit', { by: ['invitee'] }))).toEqual([
      'convener may submit, by no row of the table',
      'invitee may not submit, as the table says',
    ])
    expect(faults(study, [...table, { in: 'drafting', does: 'reply', to: ['='] }])).toEqual([
      'in drafting, reply never comes about',
    ])
  })

  it('where not every state was looked into, a row need not come about unless it did before', () => {
    const rows = [...tableOf(studied(relay(1))), { in: 'done', does: 'tick', to: ['='] }]
    const some = studied(relay(1), 1)
    expect(faults(some, rows)).toEqual([])
    expect(faults(some, rows, true)).toEqual(['in done, tick never comes about'])
  })

  it('is broken by what is accepted and changes nothing any more', () => {
    const caseType = original(asking() as never)
    const isOfReply = ({ operator, place }: Mutant) =>
      operator === 'dropped update' && place.startsWith('inviting on reply')
    const mutant = [...mutantsOf(caseType)].find(isOfReply) as Mutant
    expect(faults(studied(mutant.caseType), table)).toContain('in inviting, reply never comes about')
  })
})
