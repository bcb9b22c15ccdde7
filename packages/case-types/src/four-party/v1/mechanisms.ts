/** One of the four mechanisms 四项机制 of the model compound. */
export type Mechanism = 'bridge' | 'rightsNet' | 'clearWindow' | 'fairScales'

/**
 * The four mechanisms as lanes of a case: which commands are theirs. 连心桥 the bridge (messages, reception hours, the joint
 * meeting), 维权网 the net of rights (complaint, mediation, legal aid), 透明窗 the clear window (what is posted, asked and
 * objected to), 公平秤 the fair scales (votes and marks). The bridge, the window and the net's referrals are open in
 * every state; the rest is where the case stands.
 *
 * @source our mapping: the article on the town gives the names only
 * @example
 * mechanisms.fairScales.includes('rate') // => true
 */
export const mechanisms: Readonly<Record<Mechanism, readonly string[]>> = {
  bridge: ['sendMessage', 'answerMessage', 'announceReception', 'holdMeeting', 'agree', 'reserve', 'recordMinutes'],
  rightsNet: [
    'openComplaint',
    'referToLegalAid',
    'reportSupplyCut',
    'consentMediation',
    'refuseMediation',
    'proposeAgreement',
    'signAgreement',
    'declineAgreement',
    'applyConfirmation',
    'adviseChannel',
    'challenge',
  ],
  clearWindow: [
    'requireDocument',
    'postDocument',
    'takeDown',
    'objectToDocument',
    'query',
    'answerQuery',
    'postDecision',
  ],
  fairScales: ['demandMeeting', 'vote', 'enterBallot', 'confirmCount', 'rate', 'giveOpinion'],
}
