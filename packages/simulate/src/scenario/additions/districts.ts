// Districts as a scenario writes them.
import * as z from 'zod'

const own = z.record(z.string(), z.unknown())

/** Districts 片区 by name, each with what it has of its own. */
export const districts = z
  .record(
    z.string().regex(/^[^$]{1,100}$/, 'a name without "$", of at most 100 characters'),
    z.strictObject({
      weight: z.number().positive().optional().describe('Cases that come here, against the others: inhabitants.'),
      cases: z.array(z.unknown()).optional().describe('Its own sources, which come as they say, whatever the weight.'),
      parties: own.optional().describe('Its own people, or what is different of those of the scenario.'),
      parameters: own.optional().describe('What is different of the parameters.'),
      behaviour: z.array(z.unknown()).optional().describe('Its own rules instead of those of the scenario.'),
      open: z
        .record(z.string(), z.unknown())
        .optional()
        .describe(
          'Which of the cases that are open at the start are its own: fields of the case with the value they have, or a list of several.',
        ),
      organisation: z.array(z.unknown()).optional().describe('Who stands over whom here.'),
    }),
  )
  .refine(all => Object.keys(all).length > 0, 'name at least one district')
  .optional()
  .describe(
    'Districts without common people: cases are divided by weight, and "$district" in parties, openings and rules is the name of each.',
  )
