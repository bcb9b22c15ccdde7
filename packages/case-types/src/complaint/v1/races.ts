// Two who may act at the same time, and who is meant to win. What ends a complaint ends it once: whoever comes second is
// refused, and told how it ended.

/** The first is meant to win against each of the others. */
const over = <Winner extends string, Other extends string>(
  winner: Winner,
  others: readonly Other[],
  reason: string,
): readonly { readonly between: readonly [Winner, Other]; readonly winner: Winner; readonly reason: string }[] =>
  others.map(other => ({ between: [winner, other], winner, reason }))

/** Ways in which a complaint can end at the same time. The winners are ours. */
export const ends = [
  ...over(
    'withdraw',
    [
      'reject',
      'informPrevious',
      'closeAsDuplicate',
      'adviseChannel',
      'transfer',
      'findUnfounded',
      'approve',
      'terminate',
      'rate',
      'noAnswer',
      'checkOnSite',
      'publishReply',
      'ruleRating',
    ],
    'the complainant may withdraw until the case is closed',
  ),
  // The desk and the centre both take in.
  ...over(
    'closeAsDuplicate',
    ['reject', 'informPrevious', 'adviseChannel', 'transfer'],
    'what is dealt with already is neither turned away nor sent on',
  ),
  ...over(
    'transfer',
    ['reject', 'informPrevious', 'adviseChannel', 'terminate', 'approve'],
    'whoever can be helped elsewhere is passed on, not turned away',
  ),
  ...over('adviseChannel', ['terminate'], 'whoever has another way open is told of it before the matter is ended'),
] as const
