import type { AnyCaseType } from '../case-type.js'
import { checkName, definitionError, instead } from '../definition-error.js'
import { statesByPath } from '../state-moves.js'

/** Refuses a vote that names a state or command that is none, takes no ballots, or could not be counted. */
export function checkVotes(caseType: AnyCaseType): void {
  const paths = [...statesByPath(caseType).keys()].filter(path => path !== '')
  const commands = Object.keys(caseType.commands)
  for (const [name, vote] of Object.entries(caseType.votes ?? {})) {
    const where = `votes.${name}`
    const wrong = [vote.on].flat().find(path => !paths.includes(path))
    if (wrong !== undefined)
      throw definitionError(
        'bad-vote',
        where,
        `${where} is on "${wrong}", which is no state: ${instead(wrong, paths)}`,
        {
          name: wrong,
        },
      )
    const ballots = Object.keys(vote.ballots)
    for (const command of [...ballots, ...(vote.closes ?? [])])
      checkName('unknown-command', where, 'a command', command, commands)
    const fault = faultOf(vote, ballots)
    if (fault !== undefined) throw definitionError('bad-vote', where, `${where} ${fault}`, { name })
  }
}

function faultOf(
  { members, counts }: { readonly members?: unknown; readonly counts?: unknown },
  ballots: readonly string[],
): string | undefined {
  if (ballots.length === 0) return 'takes no ballots: name the commands that cast one in "ballots".'
  if ((members === undefined) !== (counts === undefined)) return undefined
  return 'cannot be counted: give either "members", who may vote, or "counts", the sums of a roll that is kept elsewhere.'
}
