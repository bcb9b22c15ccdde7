import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type AnyCaseType, checkCaseType, definitionCodes, visibleTo } from '../../src/index.js'
import { errand, errandMoved } from '../../src/testing/index.js'

const [given] = errandMoved.migrateFrom ?? []

/** The next version of the errand with another migration, past the compiler. */
function checked(change: object, rest: object = {}): void {
  checkCaseType({ ...errandMoved, migrateFrom: [{ ...given, ...change }], ...rest } as AnyCaseType)
}

const separated = { ...errand, separation: [{ did: 'reply', mayNot: 'submit' }] }
const marked = { ...errand, roles: { ...errand.roles, convenor: errand.roles.convener } }

const slips: readonly (readonly [string, object, string])[] = [
  ['it leads from another case type', { from: { ...errand, name: 'other' } }, 'from'],
  ['it leads from the version itself', { from: errandMoved }, 'from'],
  ['it speaks of a state the earlier version does not have', { states: { invitin: 'asking' } }, 'state'],
  ['it leads to a state that is not there', { states: { inviting: 'askin' } }, 'state'],
  ['a state has nowhere to go', { states: {} }, 'state'],
  ['a case would end by it', { states: { inviting: 'agreed' } }, 'state'],
  ['a deadline has nowhere to go', { deadlines: {} }, 'deadline'],
  ['a deadline is to go on under a name that is none', { deadlines: { reply: { to: 'anwser' } } }, 'deadline'],
  ['it speaks of a deadline that never was', { deadlines: { reply: null, replly: null } }, 'deadline'],
  ['it speaks of a command that never was', { commands: { replly: 'answer' } }, 'command'],
  ['a command is to be called what is none', { commands: { reply: 'anwser' } }, 'command'],
  ['who did what would be forgotten', { from: separated, commands: {} }, 'command'],
]

describe('a migration that would lose something is refused when the case type is defined', () => {
  it.each(slips)('when %s', (_, change, code) => {
    expect(() => checked(change)).toThrow(expect.objectContaining({ code: `definition/migration-${code}` }))
  })

  it('when a role that may see marked values is gone', () => {
    // The earlier version marks a field for a role of that name.
    const secret = { ...marked, context: marked.context.extend({ estimate: visibleTo(['convenor'], z.int()) }) }
    expect(() => checked({ from: secret }, { roles: { ...errandMoved.roles } })).toThrow(
      expect.objectContaining({ code: 'definition/migration-role' }),
    )
    expect(() => checked({ from: errand })).not.toThrow()
  })

  it('for every reason there is', () => {
    const codes = definitionCodes.filter(code => code.startsWith('migration-'))
    expect([...new Set(slips.map(([, , code]) => `migration-${code}`)), 'migration-role'].sort()).toEqual(codes)
  })

  it('when two lead from one version', () => {
    expect(() => checked({}, { migrateFrom: [given, given] })).toThrow(
      expect.objectContaining({ code: 'definition/migration-from' }),
    )
  })

  it('and one that says of every state, deadline and duty where it goes is not', () => {
    checked({})
    checked({ states: { inviting: null }, deadlines: { reply: null } })
    checked({ states: { inviting: () => 'asking' } })
    checked({ from: separated, commands: { reply: 'answer' } })
    checked({ from: separated, commands: { reply: null } })
  })
})
