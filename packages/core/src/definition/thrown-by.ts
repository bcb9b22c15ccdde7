/**
 * What kind of error a function of a case type threw, and where: what its author needs first. The words of the error stay
 * in the cause, for they may hold what is marked in a case: `BigInt('138…')` says the number that it could not read.
 */
export function thrownBy(thrown: unknown): { readonly threw: string; readonly line?: string } {
  if (!(thrown instanceof Error)) return { threw: typeof thrown }
  const { name, message, stack = '' } = thrown
  const threw = /^[A-Za-z]{1,40}$/.test(name) ? name : 'Error'
  const after = message === '' ? stack.indexOf('\n') : stack.indexOf(message) + message.length
  // The first frame of the stack, without the folder: `at guard (file:///app/machine.ts:12:7)`.
  const line = /^\n +at .*?([\w.-]+:\d+:\d+)\)?(?:\n|$)/.exec(stack.slice(after))?.[1]
  return line === undefined ? { threw } : { threw, line }
}

/** The same in words, as the end of the sentence "… threw". */
export function thrownWords(thrown: unknown): string {
  const { threw, line } = thrownBy(thrown)
  return line === undefined ? threw : `${threw} at ${line}`
}
