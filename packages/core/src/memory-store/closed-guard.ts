import { storeFault } from '../ports/store-fault.js'

/** Members that answer at once; all others answer with a promise, and so must their refusal to work. */
const immediate = new Set(['record', 'dataVersion'])

/** The same members, which answer `store/closed` once `isClosed`; closing again stays allowed. */
export function closedGuard<Part extends object>(part: Part, isClosed: () => boolean): Part {
  const guarded = Object.entries(part).map(([name, member]: [string, unknown]) => {
    if (typeof member === 'object' && member !== null) return [name, closedGuard(member, isClosed)]
    if (typeof member !== 'function' || name === 'close') return [name, member]
    const guard = (...given: unknown[]): unknown => {
      if (!isClosed()) return member(...given)
      if (immediate.has(name)) throw storeFault('store/closed')
      return Promise.reject(storeFault('store/closed'))
    }
    return [name, guard]
  })
  return Object.fromEntries(guarded) as Part
}
