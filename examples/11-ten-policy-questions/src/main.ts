import { shorterReplies } from './01-shorter-replies.js'
import { oneMorePerson } from './02-one-more-person.js'
import { oneReturn } from './03-one-return.js'
import { pilotInTwoAreas } from './04-pilot-in-two-areas.js'
import { areaMeetingMoreOften } from './05-area-meeting.js'
import { presenceAtNight } from './06-presence-at-night.js'
import { ownersVote } from './07-owners-vote.js'
import { typhoonWeek } from './08-typhoon-week.js'
import { weightsOfAnEvaluation } from './09-weights-of-an-evaluation.js'
import { octoberHoliday } from './10-october-holiday.js'

const questions = new Map<number, () => void | Promise<void>>([
  [1, shorterReplies],
  [2, oneMorePerson],
  [3, oneReturn],
  [4, pilotInTwoAreas],
  [5, areaMeetingMoreOften],
  [6, presenceAtNight],
  [7, ownersVote],
  [8, typhoonWeek],
  [9, weightsOfAnEvaluation],
  [10, octoberHoliday],
])
const asked = process.argv.slice(2).map(Number)
for (const [n, answer] of questions) {
  if (asked.length > 0 && !asked.includes(n)) continue
  await answer()
  console.log()
}
