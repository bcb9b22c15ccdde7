import { actingCommands } from './catalogue/acting.js'
import { keepingCommands } from './catalogue/keeping.js'
import { lookingCommands } from './catalogue/looking.js'
import { makingCommands } from './catalogue/making.js'
import { provingCommands } from './catalogue/proving.js'
import type { CommandSpec } from './command-spec.js'

/** Every command there is, in the order of the help. */
export const catalogue: readonly CommandSpec[] = [
  ...lookingCommands,
  ...actingCommands,
  ...provingCommands,
  ...keepingCommands,
  ...makingCommands,
]
