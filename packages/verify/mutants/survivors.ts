// Why a fault that makes a difference is not found. A reason says what would have to be said, or seen, to find it.

const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  desk: {
    'dropped guard, open on take: isFree':
      'who took the file first is told by no state once it was taken from them: it would take a property of a step',
  },
  'area-meeting': {
    'dropped guard, collecting on classifyTopic: isCollected':
      'a topic that is over gets another kind, and nothing follows from it: it would take a property of a step',
    'dropped update, following on case.refused (1)':
      'properties do not see how a linked case stands; the topic is answered all the same when the wait for it lapses',
  },
}

/** Why a mutant of a case type survives; undefined where nobody has said. */
export function reasonFor(subject: string, survivor: string): string | undefined {
  return reasons[subject]?.[survivor]
}
