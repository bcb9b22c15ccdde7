import { holds, same } from '../law.js'
import { type EngineLaw, engineLaw, type Scene } from './engine-law.js'

async function asking(scene: Scene): Promise<string> {
  const result = await scene.engine.open('relay', { runner: 'r' }, { by: 'r' })
  holds(result.ok, 'a relay opens')
  return result.case.id
}

const ask = (scene: Scene, id: string, topic: string, host = 'h') => scene.sent(id, 'ask', 'r', { host, topic })
const heard = async (scene: Scene, id: string) => (await scene.view(id)).data.heard

/** The gatherings of a host, oldest first. */
async function gatherings({ engine }: Scene, host = 'h') {
  return (await engine.list({ caseType: 'gathering', party: host }, { limit: 100 })).items.toReversed()
}

async function topics(scene: Scene, host?: string): Promise<readonly (readonly string[])[]> {
  const each = (await gatherings(scene, host)).map(({ data }) =>
    (data.topics as readonly { topic: string }[]).map(({ topic }) => topic).sort(),
  )
  return each.sort((a, b) => (a.join() < b.join() ? -1 : 1))
}

async function gathering(scene: Scene): Promise<string> {
  const [first] = await gatherings(scene)
  holds(first !== undefined, 'there is a gathering')
  return first.id
}

/** Laws about cases that join one that is open, and are answered one by one. */
export const joiningLaws: readonly EngineLaw[] = [
  engineLaw(
    'what several cases ask of one party is taken in by one case, in the order in which they asked',
    async scene => {
      const ids = [await asking(scene), await asking(scene), await asking(scene)]
      for (const [n, id] of ids.entries()) {
        await ask(scene, id, `t${n}`)
        await scene.engine.advance()
      }
      same(await topics(scene), [['t0', 't1', 't2']], 'the gatherings, with their topics')
      for (const [n, id] of ids.entries()) same(await heard(scene, id), [`opened t${n}`], 'what each case heard')
      const entries = await scene.entries(await gathering(scene))
      same(
        entries.map(({ type }) => type),
        ['case.started', 'case.joined', 'case.joined'],
        'the journal',
      )
    },
  ),
  engineLaw('cases that ask at the same moment are taken in by one case', async scene => {
    const ids = [await asking(scene), await asking(scene), await asking(scene)]
    await Promise.all(ids.map((id, n) => ask(scene, id, `t${n}`)))
    await Promise.all([scene.engine.advance(), scene.engine.advance(), scene.engine.advance()])
    await scene.engine.advance()
    same(await topics(scene), [['t0', 't1', 't2']], 'the gatherings, with their topics')
  }),
  engineLaw('cases that ask the same at the same moment are each taken in, and each answered', async scene => {
    const ids = [await asking(scene), await asking(scene), await asking(scene)]
    await Promise.all(ids.map(id => ask(scene, id, 'same')))
    await scene.engine.advance()
    same(await topics(scene), [['same', 'same', 'same']], 'the gatherings, with their topics')
    const id = await gathering(scene)
    await scene.sent(id, 'begin', 'h')
    await scene.sent(id, 'end', 'h')
    await scene.engine.advance()
    for (const one of ids) same(await heard(scene, one), ['opened same', 'settled same over '], 'what each case heard')
  }),
  engineLaw('what one party is asked is not taken in by the case of another', async scene => {
    const id = await asking(scene)
    await ask(scene, id, 'x', 'h')
    await ask(scene, id, 'y', 'i')
    await scene.engine.advance()
    same([await topics(scene, 'h'), await topics(scene, 'i')], [[['x']], [['y']]], 'the gatherings of each host')
  }),
  engineLaw('where no open case takes it in, a case of its own is opened', async scene => {
    const id = await asking(scene)
    for (const topic of ['a', 'b', 'c', 'd']) await ask(scene, id, topic)
    await scene.engine.advance()
    same(await topics(scene), [['a', 'b', 'c'], ['d']], 'the fourth finds no room')
    for (const { id: full } of await gatherings(scene)) await scene.sent(full, 'begin', 'h')
    await ask(scene, id, 'e')
    await scene.engine.advance()
    for (const { id: one } of await gatherings(scene)) await scene.send(one, 'begin', 'h')
    for (const { id: one } of await gatherings(scene)) await scene.send(one, 'end', 'h')
    await ask(scene, id, 'f')
    await scene.engine.advance()
    same(await topics(scene), [['a', 'b', 'c'], ['d'], ['e'], ['f']], 'nor does what has begun, or is over, take it')
  }),
  engineLaw('each case that joined gets its own answer, once, and the rest when the case settles', async scene => {
    const [first, second] = [await asking(scene), await asking(scene)]
    await ask(scene, first, 'a')
    await ask(scene, second, 'b')
    await ask(scene, second, 'c')
    await scene.engine.advance()
    const id = await gathering(scene)
    await scene.sent(id, 'answer', 'h', { topic: 'b', text: 'yes' })
    await scene.sent(id, 'answer', 'h', { topic: 'b', text: 'no' })
    await scene.engine.advance()
    same(await heard(scene, first), ['opened a'], 'what the first heard')
    same(await heard(scene, second), ['opened b', 'opened c', 'settled b answered yes'], 'what the second heard')
    await scene.sent(id, 'begin', 'h')
    await scene.sent(id, 'end', 'h')
    await scene.engine.advance()
    same(await heard(scene, first), ['opened a', 'settled a over '], 'what the first heard in the end')
    same(
      await heard(scene, second),
      ['opened b', 'opened c', 'settled b answered yes', 'settled c over '],
      'what the second heard in the end',
    )
  }),
  engineLaw('a case that asks again after its answer is taken in again', async scene => {
    const id = await asking(scene)
    await ask(scene, id, 'a')
    await scene.engine.advance()
    await scene.sent(await gathering(scene), 'answer', 'h', { topic: 'a', text: 'later' })
    await scene.engine.advance()
    await ask(scene, id, 'a')
    await scene.engine.advance()
    same(await topics(scene), [['a', 'a']], 'the gathering, with its topics')
    same(await heard(scene, id), ['opened a', 'settled a answered later', 'opened a'], 'what the case heard')
  }),
  engineLaw('an opening that cannot be read comes back as case.refused, whatever is open', async scene => {
    const id = await asking(scene)
    await ask(scene, id, 'a')
    await scene.engine.advance()
    await ask(scene, id, '')
    await scene.engine.advance()
    same(await topics(scene), [['a']], 'the gatherings, with their topics')
    same(await heard(scene, id), ['opened a', 'refused  input/schema'], 'what the case heard')
  }),
]
