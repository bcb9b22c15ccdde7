export { type CompiledMachine, type CompileOptions, compile, type InternalEvent, type Step } from './compile.js'
export type { Candidate } from './explain.js'
export { KernelError, type KernelErrorCode, kernelErrorCodes } from './kernel-error.js'
export type { MachineTypes, PartialValue, TypesOf } from './machine-types.js'
export type { Effect } from './model.js'
export type { PersistedState, State } from './state.js'
export {
  type ActionDescription,
  type StateNodeDescription,
  stateNodes,
  type TransitionDescription,
} from './state-nodes.js'
