// Two who may act at the same time, and who is meant to win. What ends a request ends it once: whoever comes second is
// refused, and told how it ended.

/** The first is meant to win against each of the others. */
const over = <Winner extends string, Other extends string>(
  winner: Winner,
  others: readonly Other[],
  reason: string,
): readonly { readonly between: readonly [Winner, Other]; readonly winner: Winner; readonly reason: string }[] =>
  others.map(other => ({ between: [winner, other], winner, reason }))

/** Ways in which a request can end at the same time. The winners are ours. */
export const ends = [
  ...over(
    'withdraw',
    ['merge', 'routeToComplaint', 'reject', 'declareNoAuthority'],
    'whoever asked may take it back as long as nobody has taken it on; there is nothing left to decide then',
  ),
  ...over(
    'supersedeByMediation',
    ['withdraw', 'merge', 'routeToComplaint', 'declareNoAuthority'],
    'what mediation has settled is counted as settled, however it would have ended otherwise',
  ),
  ...over(
    'merge',
    ['declareNoAuthority'],
    'a matter that another request deals with is decided there, not given up here',
  ),
  ...over(
    'adoptPlan',
    ['withdraw', 'merge', 'supersedeByMediation'],
    'what the area meeting has taken on stays with it; an agreement or another request is for its plan to take up',
  ),
  ...over(
    'takeOver',
    ['withdraw', 'merge', 'supersedeByMediation'],
    'what the district has taken over stays with it; an agreement or another request is for the district to take up',
  ),
  ...over('close', ['merge', 'supersedeByMediation'], 'what every convener has closed was solved here'),
  // The last who had not closed leaves.
  ...over(
    'withdrawPart',
    ['merge', 'supersedeByMediation'],
    'what every convener that stays has closed was solved here, as if the one that leaves had never joined',
  ),
  ...over('orderClosing', ['withdraw', 'merge', 'supersedeByMediation'], 'what was solved here is closed as solved'),
] as const
