import { declareCase } from '@convoke/core'
import * as z from 'zod'
import { commands } from './commands.js'
import { context } from './context.js'
import { deadlines } from './deadlines.js'
import { notices } from './notices.js'
import { opening } from './opening.js'
import { parameters } from './parameters.js'
import { ends } from './races.js'
import { roles } from './roles.js'

/** The words of a convening request: everything but the machine that ties them together. */
export const words = declareCase({
  parameters,
  opening,
  context,
  roles,
  commands,
  deadlines,
  notices,
  separation: [
    { did: 'done', mayNot: 'pass', item: 'item' },
    { did: 'done', mayNot: 'fail', item: 'item' },
  ],
  races: [
    {
      between: ['accept', 'overrule'],
      winner: 'accept',
      reason: 'a unit that comes of its own accord needs no ruling; a ruling after it finds no dispute',
    },
    {
      between: ['concede', 'overrule'],
      winner: 'concede',
      reason: 'the convener may give way until a ruling is given',
    },
    {
      between: ['uphold', 'overrule'],
      winner: 'uphold',
      reason: 'there is one ruling: whichever comes first stands, and may be appealed',
    },
    {
      between: ['leave', 'agreeResponsibilities'],
      winner: 'agreeResponsibilities',
      reason: 'whoever leaves before agreeing has not agreed',
    },
    {
      between: ['pass', 'fail'],
      winner: 'fail',
      reason: 'each convener has one verdict; a disagreement goes to the supervisor',
    },
    {
      between: ['withdraw', 'openMeeting'],
      winner: 'openMeeting',
      reason: 'a request is withdrawn before the meeting or not at all',
    },
    {
      between: ['close', 'objectToClosing'],
      winner: 'objectToClosing',
      reason: 'closing needs every convener',
    },
    {
      between: ['approveExtension', 'deadline.itemDue'],
      winner: 'deadline.itemDue',
      reason: 'more time must be granted before the time is over',
    },
    {
      between: ['cosign', 'deadline.cosignature'],
      winner: 'deadline.cosignature',
      reason: 'at the limit is late',
    },
    ...ends,
  ],
  onlyGrows: {
    conveners: [],
    invitees: ['editPlan'],
    rulers: [],
    disputes: [],
    items: ['dropProposal'],
    minutes: [],
    dissents: [],
    breaches: [],
    supplements: [],
    informed: [],
    supervisions: [],
  },
  // What was asked of others goes its own way when the matter that led there is settled. Ours.
  links: {
    /** Where owners have to decide: common parking, fees, funds. */
    fourParty: { caseType: 'four-party', returns: z.object({ adopted: z.boolean() }), survives: true },
    /** What is common to several places, or could not be settled here; the outcome is the decision. */
    areaMeeting: { caseType: 'area-meeting', returns: z.object({ text: z.string() }), survives: true },
  },
  result: {
    schema: z.object({ unresolved: z.array(z.string()) }),
    of: context => ({ unresolved: context.closure?.unresolved ?? [] }),
  },
  opens: ['convener'],
  summary: context => `${context.topic} · ${context.place}`,
})
