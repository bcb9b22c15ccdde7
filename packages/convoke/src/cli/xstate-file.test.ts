import { conveningRequest } from '@convoke/case-types/convening-request'
import { stateNodes } from '@convoke/kernel/description'
import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { asking } from '../../test/fixtures/asking.js'
import { xstateFileOf } from './xstate-file.js'

/** What the file makes, without writing it: its one import is handed in. */
function machineIn(file: string): never {
  const body = file.replace("import { createMachine } from 'xstate'", '').replace('export const machine =', 'return')
  return new Function('createMachine', body)(createMachine) as never
}

/** Every state with its transitions, by paths: the ids begin with the name of the machine, which the file chooses. */
const shape = (machine: never) => {
  const nodes = stateNodes(machine)
  const paths = new Map(nodes.map(({ id, path }) => [id, path]))
  const pathOf = (id: string | null) => (id === null ? null : paths.get(id))
  const names = (actions: readonly { readonly name: string }[]) =>
    actions.map(({ name }) => (name === 'xstate.assign' ? 'update' : name))
  return nodes.map(({ path, type, initial, children, meta, entry, exit, transitions }) => ({
    ...{ path, type, meta, initial: pathOf(initial), children: children.map(pathOf) },
    ...{ entry: names(entry), exit: names(exit) },
    transitions: transitions.map(({ event, guard, targets, reenter, actions }) => ({
      ...{ event: event?.replace(/^(xstate\.done\.state)\..*/, '$1'), guard, reenter },
      ...{ targets: targets.map(pathOf), actions: names(actions) },
    })),
  }))
}

describe("the file for Stately's editor", () => {
  it.each([asking, conveningRequest])(
    'of $name has every state, transition, guard and action of the machine',
    caseType => {
      const drawn = machineIn(xstateFileOf(caseType))
      expect(shape(drawn)).toEqual(shape(caseType.machine as never))
    },
  )
})
