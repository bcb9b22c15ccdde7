// Why a fault that makes a difference is not found. A reason says what would have to be said, or seen, to find it.

/** Of four-party coordination, both versions. */
const ofBoth = {
  'dropped guard, jointMeeting.positions on reserve: mayTakePosition':
    'who agreed reserves after all: that a position stands is of a step by its party, and no property names that',
  'dropped guard, exit.notice on requestStandIn: mayAskStandIn':
    'the residents’ committee asks where there is an owners’ committee: who asked is not kept, and no property names the party of a step',
}

const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'area-meeting': {
    'dropped guard, called on accept: owesReply': 'who declined accepts after all: no source forbids it',
  },
  'four-party': {
    ...ofBoth,
    // Version 1.0.0 is released; the rulebook of 1.1.0 has a property of it.
    'dropped guard, evaluating on close (2): opinionsAreIn':
      'closed before the opinions are in, as it is when its deadline falls due, and the rulebook of 1.0.0 does not tell the two apart',
  },
  'four-party 1.1': {
    ...ofBoth,
    'removed transition, committeeDecision.ordinary on declineToDecide':
      'that the committee declines is not come to along the course that is looked at; what may be done differs, and nothing that is done',
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
