// The moment as cases see it that are decided together: it can be kept and handed on, and looking at it is told.

/** Somebody looked at a moment, which tells apart cases that are decided together. */
export class MomentRead extends Error {
  override readonly name = 'MomentRead'
  constructor() {
    super('a moment was looked at')
  }
}

let isSpelling = false

class Moment {
  [Symbol.toPrimitive](): never {
    throw new MomentRead()
  }
  toJSON(): string {
    if (isSpelling) return '\0moment'
    throw new MomentRead()
  }
}

/** Stands for every moment. */
export const someMoment = Object.freeze(new Moment()) as never

/** JSON in which moments are all the same, and what is undefined is not left out. */
export function spelled(value: unknown): string {
  isSpelling = true
  try {
    return JSON.stringify(value, (_, member: unknown) => (member === undefined ? '\0undefined' : member))
  } finally {
    isSpelling = false
  }
}

/** Whether an error comes of a look at a moment. */
export function isOfMoment(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) if (error instanceof MomentRead) return true
  return false
}

/** Lets data pass that hold no moment. */
export function withoutMoment<Data>(data: Data): Data {
  if (data instanceof Moment) throw new MomentRead()
  if (typeof data === 'object' && data !== null) for (const member of Object.values(data)) withoutMoment(member)
  return data
}
