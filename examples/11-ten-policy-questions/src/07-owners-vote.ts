import { answered, ask, print } from './answer.js'

export function ownersVote(): void {
  const result = answered('07-owners-vote.yaml')
  ask(7, '业主表决：多提醒一次，还是多两周？', "An owners' vote: one more reminder, or two more weeks?", result)
  for (const electorate of ['300 units', '3000 units']) {
    print(result, [
      [`${electorate}: take part`, 'voteTurnout', { electorate }],
      [`${electorate}: valid`, 'voteValid', { electorate }],
      [`${electorate}: passed`, 'votePassed', { electorate }],
      [`${electorate}: days to the result`, 'voteDays', { electorate }],
    ])
  }
  for (const { en } of result.warnings) console.log(`  ${en}`)
}
