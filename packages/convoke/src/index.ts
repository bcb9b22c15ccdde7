// The umbrella: what a host needs to declare case types and to run them. No logic of its own.
export * from '@convoke/core'
export * from '@convoke/engine'
