import { declareCase } from '@convoke/core'
import * as z from 'zod'
import { commands } from '../v1/commands.js'
import { context } from '../v1/context.js'
import { notices } from '../v1/notices.js'
import { opening } from '../v1/opening.js'
import { roles } from '../v1/roles.js'
import { words as before } from '../v1/words.js'
import { deadlines } from './deadlines.js'
import { parameters } from './parameters.js'

/** The words of version 1.1: those of version 1, with one knob and one clock more. */
export const words = declareCase({
  // Separation of duties, races, what only grows, the result, who opens and the summary are as they were.
  ...(before as object),
  parameters,
  opening,
  context,
  roles,
  commands,
  deadlines,
  notices,
  // The same links once more, because a declaration remembers what they return by type alone.
  // What was asked of others goes its own way when the matter that led there is settled. Ours.
  links: {
    convening: {
      caseType: 'convening-request',
      returns: z.object({ unresolved: z.array(z.string()) }),
      survives: true,
    },
    fourParty: { caseType: 'four-party', returns: z.object({ adopted: z.boolean() }), survives: true },
    areaMeeting: { caseType: 'area-meeting', returns: z.object({ text: z.string() }), survives: true },
    splitOff: { caseType: 'complaint', survives: true },
  },
})
