// What the command line needs to know of these cases: their type, and the calendar they were decided under.
import { complaint } from '@convoke/case-types/complaint'
import { newYork } from './src/new-york.js'

export const options = { caseTypes: [complaint], calendar: newYork }
