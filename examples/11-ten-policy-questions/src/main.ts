import { shorterReplies } from './01-shorter-replies.js'

const questions = [shorterReplies]
const asked = process.argv.slice(2).map(Number)
for (const [i, answer] of questions.entries()) {
  if (asked.length > 0 && !asked.includes(i + 1)) continue
  answer()
  console.log()
}
