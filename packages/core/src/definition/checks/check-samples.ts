import * as z from 'zod'
import { ConvokeError } from '../../errors/convoke-error.js'
import type { AnyCaseType, CommandDeclaration } from '../case-type.js'
import { definitionError, instead } from '../definition-error.js'
import { machineOf } from './check-machine.js'

/**
 * Refuses samples that a party could not send, openings that could not be opened, answers that no linked case could give,
 * and a first context that does not fit its schema: every example is tried for real.
 */
export function checkSamples(caseType: AnyCaseType): void {
  const commands = caseType.commands as Readonly<Record<string, CommandDeclaration>>
  for (const [name, samples] of Object.entries(caseType.samples as Readonly<Record<string, readonly unknown[]>>)) {
    const command = commands[name]
    if (command === undefined) {
      throw definitionError(
        'unknown-sample',
        `samples.${name}`,
        `There are samples for "${name}", which is not a command: ${instead(name, Object.keys(commands))}`,
        { name },
      )
    }
    const schema = ((command.data as z.ZodObject | undefined) ?? z.object({})).strict()
    for (const [index, sample] of samples.entries()) {
      const where = `samples.${name}[${index}]`
      const parsed = schema.safeParse(sample)
      if (!parsed.success) throw doesNotFit('sample-does-not-fit', where, `the data of "${name}"`, parsed.error)
    }
  }
  checkAnswers(caseType)
  for (const [index, opening] of (caseType.openings ?? []).entries())
    checkOpening(caseType, opening, `openings[${index}]`)
}

function checkAnswers({ answers = {}, links = {} }: AnyCaseType): void {
  for (const [name, known = []] of Object.entries(answers)) {
    const link = links[name]
    if (link === undefined) {
      throw definitionError(
        'unknown-sample',
        `answers.${name}`,
        `There are answers for "${name}", which is not a link: ${instead(name, Object.keys(links))}`,
        { name },
      )
    }
    const schema = ((link.returns as z.ZodObject | undefined) ?? z.object({})).strict()
    for (const [index, { result }] of known.entries()) {
      const parsed = schema.safeParse(result)
      if (!parsed.success)
        throw doesNotFit('sample-does-not-fit', `answers.${name}[${index}]`, `what "${name}" returns`, parsed.error)
    }
  }
}

function checkOpening(caseType: AnyCaseType, opening: object, where: string): void {
  const parsed = caseType.opening.strict().safeParse(opening)
  if (!parsed.success) throw doesNotFit('opening-does-not-fit', where, 'the opening data', parsed.error)
  const { parameters: _, ...context } = firstContext(caseType, parsed.data, where)
  const checked = caseType.context.strict().safeParse(context)
  if (!checked.success)
    throw doesNotFit('context-does-not-fit', where, 'the context that the case begins with', checked.error)
}

function firstContext(caseType: AnyCaseType, opening: unknown, where: string): Readonly<Record<string, unknown>> {
  const first = machineOf(caseType).config.context as (start: object) => Readonly<Record<string, unknown>>
  try {
    return first({ input: { opening, parameters: caseType.parameters.parse({}), by: 'sample', at: 0 } })
  } catch (cause) {
    if (ConvokeError.is(cause)) throw cause
    throw new ConvokeError(
      'definition/context-throws',
      `The context cannot be made from ${where}: the function "context" of the machine threw.`,
      { details: { where }, cause },
    )
  }
}

function doesNotFit(
  code: 'sample-does-not-fit' | 'opening-does-not-fit' | 'context-does-not-fit',
  where: string,
  what: string,
  error: z.core.$ZodError,
) {
  const [issue] = error.issues
  const path = (issue?.path ?? []).map(String).join('.')
  const why = (issue?.message ?? 'it was refused').replace(/^Invalid input: /, '')
  return definitionError(code, where, `${where} does not fit ${what}${path === '' ? '' : ` at "${path}"`}: ${why}.`, {
    path,
  })
}
