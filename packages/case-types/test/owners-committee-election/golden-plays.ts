// The characteristic paths of an election.
import { day } from '../stage/stage.js'
import {
  announced,
  begin,
  byElection,
  chair,
  committee,
  counted,
  type ElectionPlay,
  early,
  file,
  filed,
  first,
  five,
  group,
  housing,
  open,
  owner,
  prepared,
  regular,
  town,
} from './play.js'

const reason = '理由'

/** By name: what a reader of the journal should think of. */
export const goldenPlays: Readonly<Record<string, () => ElectionPlay>> = {
  'first-committee': () => filed(first).send(town, 'completeFiling', { certificate: file('e') }),
  'regular-with-hand-over': () =>
    filed(regular)
      .send(committee, 'depositSeals', { file: file('6') })
      .send(town, 'completeFiling', { certificate: file('e') })
      .send(housing, 'returnSeals', { file: file('f') }),
  'seals-come-late': () =>
    filed(regular)
      .send(committee, 'depositSeals', { file: file('6') })
      .lapse('registration')
      .lapse('sealsBack'),
  'early-and-objected': () => {
    const play = begin(early)
      .send(town, 'formGroup', group)
      .send(owner(8), 'objectToMember', { party: owner(2), reason })
    play.send(town, 'replaceMember', { party: owner(2), instead: { party: owner(3), side: 'owners' }, reason })
    return play.lapse('names').lapse('deposit').lapse('meeting').lapse('escalation')
  },
  'by-election': () =>
    counted(open(byElection, 1, 2), 7, [owner(0)])
      .lapse('chair')
      .send(committee, 'postResult', { file: file('c') })
      .send(owner(0), 'file', { file: file('d') })
      .send(town, 'completeFiling', { certificate: file('e') }),
  'level-and-voted-on-again': () => {
    const play = open()
    const others = [0, 1, 2, 3, 5].map(owner)
    const lists = [five, five, five, others, others, others, [0, 1, 2, 4, 5].map(owner)]
    lists.forEach((names, n) => {
      play.send(owner(n), 'vote', { names })
    })
    play.lapse('votingPeriod').lapse('count').send(chair, 'openRunOff')
    for (let n = 0; n < 7; n++) play.send(owner(n), 'vote', { names: [owner(n < 3 ? 4 : 5)] })
    return play.lapse('votingPeriod').lapse('count')
  },
  'turnout-fails-twice': () => {
    const play = counted(open(), 5, five).send(chair, 'repeatElection', { reason })
    play
      .send(chair, 'announceContents', { file: file('9') })
      .wait(17 * day)
      .send(chair, 'openVoting')
    return counted(play, 2, five).lapse('repetition')
  },
  'elected-never-filed': () =>
    counted(open(), 7, five).lapse('chair').lapse('publication').lapse('filing').lapse('lateFiling'),
  'nobody-asks': () => begin(first).lapse('conditionsReport').lapse('request'),
  'town-is-silent': () => begin(early).lapse('forming').lapse('escalation'),
  'term-not-reported': () =>
    begin(regular)
      .lapse('termReport')
      .send(owner(3), 'requestInWriting', { letter: file('3') })
      .send(town, 'withdraw', { reason }),
  'late-then-in-time': () =>
    announced()
      .lapse('meeting')
      .send(town, 'allowMoreTime', { reason })
      .send(chair, 'announceContents', { file: file('9') })
      .wait(17 * day)
      .send(chair, 'openVoting'),
  'group-at-work': () => prepared(regular).send(owner(0), 'case.note', { text: '已见面' }),
}
