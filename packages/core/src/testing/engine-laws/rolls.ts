import type { FileReference } from '../../ports/roll.js'
import { holds, LawBroken, same } from '../law.js'
import { type EngineLaw, engineLaw, type Scene, secondRoll, theRoll } from './engine-law.js'

/** Laws about roles whose holders are listed on a roll and named by no case. */
export const rollLaws: readonly EngineLaw[] = [
  engineLaw('whoever is on the roll may act, and its line stands in the entry', async scene => {
    const id = await opened(scene, theRoll)
    const entry = await scene.sent(id, 'vote', 'flat:1', { choice: 'yes' })
    same([entry.by, entry.role], ['flat:1', 'voter'], 'who voted, and as what')
    same(
      entry.data.facts,
      { seats: { voter: { index: 1, weights: { area: 90 }, roll: theRoll.sha256 } } },
      'the line as the directory gave it',
    )
    same((await scene.view(id)).data.area, 90, 'what the case made of it')
    same(await scene.refused(id, 'vote', 'flat:1', { choice: 'no' }), 'refusal/guard', 'a second vote')
    same(await scene.refused(id, 'close', 'flat:1'), 'refusal/role', 'what its role does not admit')
  }),
  engineLaw('whoever is not on the roll is a stranger, and so is everybody where there is none', async scene => {
    const id = await opened(scene, theRoll)
    same(await scene.refused(id, 'vote', 'flat:9', { choice: 'yes' }), 'missing/case', 'somebody who is not on it')
    same(await scene.engine.view(id, { as: 'flat:9' }), undefined, 'its view')
    same(await scene.entries(id, 'flat:9'), [], 'its journal')
    const without = await opened(scene, null)
    same(await scene.refused(without, 'vote', 'flat:1', { choice: 'yes' }), 'missing/case', 'without a roll')
    same(await scene.engine.view(without, { as: 'flat:1' }), undefined, 'the view without a roll')
  }),
  engineLaw('whoever is on the roll sees the case as its role may, and the party list does not grow', async scene => {
    const id = await opened(scene, theRoll)
    const result = await scene.send(id, 'vote', 'flat:0', { choice: 'no' })
    if (!result.ok) throw new LawBroken(`flat:0 should be able to vote, not be refused with ${result.refusal.code}`)
    same(result.case.roles, ['voter'], 'the roles in the answer')
    same(result.case.data.votes, {}, 'the votes a voter sees')
    const view = await scene.view(id, 'flat:1')
    same(view.roles, ['voter'], 'the roles of another voter')
    holds(
      view.allowed.some(({ command }) => command === 'vote'),
      'it is told that it may vote',
    )
    same(
      view.parties.map(({ party }) => party),
      ['rc'],
      'the parties of the case',
    )
    const read = await scene.entries(id, 'flat:1')
    same('choice' in (read.at(-1)?.data ?? {}), false, 'whether a voter reads how another voted')
  }),
  engineLaw('with another roll, a line on the old one is worth nothing', async scene => {
    const id = await opened(scene, theRoll)
    await scene.sent(id, 'replaceRoll', 'rc', { roll: secondRoll })
    same(await scene.refused(id, 'vote', 'flat:0', { choice: 'yes' }), 'missing/case', 'a line on the old roll')
    const entry = await scene.sent(id, 'vote', 'flat:1', { choice: 'yes' })
    same((await scene.view(id)).data.area, 40, 'the weight on the new roll')
    same(entry.role, 'voter', 'the role')
    await scene.sent(id, 'replaceRoll', 'rc', { roll: null })
    same(await scene.engine.view(id, { as: 'flat:1' }), undefined, 'the view when there is none any more')
  }),
  engineLaw('a command may ask for the line of somebody else, and gains no role by it', async scene => {
    const id = await opened(scene, theRoll)
    const entry = await scene.sent(id, 'enter', 'rc', { voter: 'flat:0', choice: 'yes' })
    same(entry.data.facts, { membership: { voter: { index: 0, weights: { area: 60 } } } }, 'the line it asked for')
    same(await scene.refused(id, 'enter', 'rc', { voter: 'flat:9', choice: 'yes' }), 'refusal/guard', 'nobody on it')
    same(await scene.refused(id, 'vote', 'rc', { choice: 'yes' }), 'refusal/role', 'a vote of its own')
  }),
]

async function opened({ engine }: Scene, roll: FileReference | null): Promise<string> {
  const result = await engine.open('poll', { teller: 'rc', roll }, { by: 'rc' })
  if (!result.ok) throw new LawBroken(`a poll should open, not be refused with ${result.refusal.code}`)
  return result.case.id
}
