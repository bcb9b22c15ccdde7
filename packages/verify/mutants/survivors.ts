// Why a fault that makes a difference is not found. A reason says what would have to be said, or seen, to find it.

const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'area-meeting': {
    'dropped guard, called on accept: owesReply': 'who declined accepts after all: no source forbids it',
  },
  'owners-committee-election': {
    'dropped guard, preparing on prepare: isNotPrepared':
      'what was prepared is said to be prepared once more, and nothing comes of it but the entry',
  },
}

/** Why a mutant of a case type survives; undefined where nobody has said. */
export function reasonFor(subject: string, survivor: string): string | undefined {
  return reasons[subject]?.[survivor]
}
