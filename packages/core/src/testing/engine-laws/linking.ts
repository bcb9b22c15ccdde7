import { holds, same } from '../law.js'
import { type EngineLaw, engineLaw, type Scene } from './engine-law.js'

async function start(scene: Scene, left = 0): Promise<string> {
  const result = await scene.engine.open('relay', { runner: 'r', left }, { by: 'r' })
  holds(result.ok, 'a relay opens')
  return result.case.id
}

async function relays({ engine }: Scene): Promise<number> {
  return (await engine.list({ caseType: 'relay' }, { limit: 100 })).items.length
}

const heard = async (scene: Scene, id: string) => (await scene.view(id)).data.heard

/** The other case of a link, as the entry that brought it tells. */
async function other(scene: Scene, id: string, baton: string): Promise<string> {
  const opened = (await scene.entries(id)).find(({ type, data }) => type === 'case.opened' && data.key === baton)
  holds(opened !== undefined, `the case hears that "${baton}" was opened`)
  return String(opened.data.caseId)
}

/** Laws about cases that open and tell other cases. */
export const linkingLaws: readonly EngineLaw[] = [
  engineLaw('a case that opens another hears that it was opened, and how it was settled', async scene => {
    const id = await start(scene)
    await scene.sent(id, 'pass', 'r', { baton: 'x' })
    await scene.engine.advance()
    same(await relays(scene), 2, 'how many cases there are')
    same(await heard(scene, id), ['opened x'], 'what the first case heard')
    const next = await other(scene, id, 'x')
    await scene.sent(next, 'nudge', 'r', { step: 1 })
    await scene.sent(next, 'finish', 'r')
    await scene.engine.advance()
    same(await heard(scene, id), ['opened x', 'settled x finished 1'], 'what it heard in the end')
  }),
  engineLaw('a case is opened once, however often the act is carried out', async scene => {
    const id = await start(scene)
    await scene.sent(id, 'pass', 'r', { baton: 'x' })
    await Promise.all([scene.engine.advance(), scene.engine.advance(), scene.engine.advance()])
    await scene.engine.advance()
    same([await relays(scene), await heard(scene, id)], [2, ['opened x']], 'the cases, and what was heard')
  }),
  engineLaw('what one case tells another arrives in the order in which it was told', async scene => {
    const id = await start(scene)
    await scene.sent(id, 'pass', 'r', { baton: 'x' })
    for (let step = 0; step < 10; step++) await scene.sent(id, 'tell', 'r', { baton: 'x', step })
    await scene.engine.advance()
    same((await scene.view(await other(scene, id, 'x'))).data.nudged, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 'what arrived')
  }),
  engineLaw(
    'an act that the other case refuses comes back as case.refused, and what follows still arrives',
    async scene => {
      const id = await start(scene)
      await scene.sent(id, 'pass', 'r', { baton: 'x' })
      for (const step of [1, -1, 2]) await scene.sent(id, 'tell', 'r', { baton: 'x', step })
      await scene.engine.advance()
      same(await heard(scene, id), ['opened x', 'refused x refusal/guard'], 'what the first case heard')
      same((await scene.view(await other(scene, id, 'x'))).data.nudged, [1, 2], 'what arrived')
    },
  ),
  engineLaw('opening a case of an unknown type comes back as case.refused', async scene => {
    const id = await start(scene)
    await scene.sent(id, 'lose', 'r', { baton: 'x' })
    await scene.engine.advance()
    same(await heard(scene, id), ['refused x input/unknown-case-type'], 'what the case heard')
  }),
  engineLaw('telling a case that was never opened comes back as case.refused', async scene => {
    const id = await start(scene)
    await scene.sent(id, 'tell', 'r', { baton: 'nobody', step: 1 })
    await scene.engine.advance()
    same(await heard(scene, id), ['refused nobody missing/case'], 'what the case heard')
  }),
  engineLaw('a chain of cases that open each other ends after sixteen', async scene => {
    const id = await start(scene, 30)
    await scene.engine.advance()
    same(await relays(scene), 17, 'the first case and sixteen more')
    same(await heard(scene, id), ['opened chain'], 'what the first case heard')
    const last = (await scene.engine.list({ caseType: 'relay' }, { limit: 100 })).items.find(
      ({ data }) => data.left === 14,
    )
    holds(last !== undefined, 'the last case of the chain exists')
    same(((await heard(scene, last.id)) as string[]).length, 1, 'the last case hears that nobody follows')
    holds(((await heard(scene, last.id)) as string[])[0]?.startsWith('refused chain') === true, 'it hears a refusal')
  }),
  engineLaw('a party cannot act as a case or as the clock', async scene => {
    const id = await start(scene)
    for (const by of ['clock', `case:${id}`]) {
      let isAccepted = false
      try {
        const result = await scene.engine.submit(id, { type: 'nudge', step: 1 }, { by })
        isAccepted = result.ok
      } catch {
        // Thrown or refused: either will do.
      }
      holds(!isAccepted, `nobody acts as ${by}`)
    }
  }),
]
