import type { Change } from '../../ports/case-engine.js'
import { holds, same } from '../law.js'
import { type EngineLaw, engineLaw, hour, type Scene } from './engine-law.js'

const canaryPhone = 'CANARY-PHONE-13800138000'
const canaryRemark = 'CANARY-REMARK'
const canaryBudget = 918_273_645

/** Laws about what is told to whom: notices, redaction, lists, changes. */
export const tellingLaws: readonly EngineLaw[] = [
  engineLaw(
    'a notice is delivered once its entry is written, with a stable id',
    async ({ engine, invite, delivered }) => {
      const id = await invite()
      await engine.advance()
      same(
        delivered.map(({ id: notice, type, to, params }) => [notice, type, to, params.topic]),
        [[`${id}:2:1`, 'invited', ['a', 'b', 'c'], 'parking']],
        'what was delivered',
      )
      await engine.advance()
      same(delivered.length, 1, 'how often')
    },
  ),
  engineLaw('a notice that could not be delivered is delivered later, under the same id', async scene => {
    const attempts: string[] = []
    scene.failing = notice => attempts.push(notice.id) < 3
    await scene.invite()
    await scene.engine.advance()
    same(scene.delivered.length, 0, 'what was delivered at first')
    await scene.engine.advance(scene.now() + hour)
    same(scene.delivered.length, 1, 'what was delivered in the end')
    same(new Set(attempts).size, 1, 'the ids of all attempts')
  }),
  engineLaw('a notice that fails for ever does not hold up the others', async scene => {
    scene.failing = notice => notice.params.topic === 'cursed'
    await scene.invite({ topic: 'cursed' })
    await scene.invite()
    await scene.engine.advance(scene.now() + hour)
    same(
      scene.delivered.filter(({ type }) => type === 'invited').map(({ params }) => params.topic),
      ['parking'],
      'what was delivered',
    )
  }),
  engineLaw('a refused command tells nobody', async ({ engine, open, refused, delivered }) => {
    const id = await open()
    await refused(id, 'submit', 'a')
    await engine.advance()
    same(delivered, [], 'what was delivered')
  }),
  engineLaw('marked values reach nobody for whom they are not', async scene => {
    const { engine, send, invite, view, entries, delivered } = scene
    const after = await positionNow(scene)
    const id = await invite({ phone: canaryPhone, budget: canaryBudget })
    await send(id, 'reply', 'a', { answer: 'yes', remark: canaryRemark })
    const refusal = await send(id, 'reply', 'b', { answer: canaryRemark })
    const changes = await changesAfter(scene, after, 3, 'b')
    await engine.advance()
    const shown = JSON.stringify([
      await view(id, 'b'),
      await entries(id, 'b'),
      await engine.deadlines(id, { as: 'b' }),
      await engine.list({}, { as: 'b' }),
      await engine.inbox('b'),
      refusal,
      changes,
    ])
    holds(!shown.includes(canaryRemark), 'a remark for the convener does not reach another invitee')
    holds(!shown.includes(String(canaryBudget)), 'a value for the convener does not reach an invitee')
    holds(!JSON.stringify(delivered).includes(canaryRemark), 'nor a notice to invitees')
    holds(shown.includes(canaryPhone), 'a personal value without further marks reaches whoever is in the case')
    same((await view(id, 'rc')).data.budget, canaryBudget, 'the convener sees what is for him')
    same((await engine.list({ text: canaryPhone })).items.length, 0, 'a search for a personal value')
    same((await engine.list({ text: 'parking' })).items.length, 1, 'a search for an unmarked word')
  }),
  engineLaw('a list shows a party its own cases, page by page', async ({ engine, open }) => {
    const mine: string[] = []
    for (let i = 0; i < 5; i++) mine.push(await open({ invitees: i % 2 === 0 ? ['a'] : ['b'] }))
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await engine.list({ caseType: 'errand' }, { as: 'a', limit: 2, after })
      seen.push(...page.items.map(item => item.id))
      holds(
        page.items.every(item => item.roles.includes('invitee')),
        'each as that party sees it',
      )
      after = page.next
    } while (after !== undefined)
    same([...seen].sort(), [mine[0], mine[2], mine[4]].sort(), 'the cases of a')
    same((await engine.list({ party: 'b' }, { as: 'rc' })).items.length, 2, 'the cases of rc in which b is too')
    same((await engine.list({ party: 'rc' }, { as: 'a' })).items.length, 3, 'the cases of a in which rc is too')
  }),
  engineLaw('a list finds cases by state and by what is overdue', async ({ engine, open, invite, now }) => {
    await open()
    const id = await invite({ invitees: ['a'] }, { parameters: { quorum: 1 } })
    same(
      (await engine.list({ state: 'inviting' })).items.map(item => item.id),
      [id],
      'by state',
    )
    same((await engine.list({ overdue: true })).items, [], 'overdue before the deadline')
    now.add(5 * hour)
    same(
      (await engine.list({ overdue: true })).items.map(item => item.id),
      [id],
      'overdue after it',
    )
  }),
  engineLaw('whoever watches and keeps its position misses nothing and hears nothing twice', async scene => {
    const { open, sent } = scene
    const start = await positionNow(scene)
    const id = await open({ topic: 'watched' })
    for (let step = 0; step < 5; step++) await sent(id, 'count', 'rc', { step })
    const first = await changesAfter(scene, start, 3, 'a')
    const rest = await changesAfter(scene, first.at(-1)?.position, 3, 'a')
    same(
      [...first, ...rest].map(({ entry }) => entry.seq),
      [1, 2, 3, 4, 5, 6],
      'the entries heard',
    )
    const live = changesAfter(scene, rest.at(-1)?.position, 1, 'a')
    await sent(id, 'count', 'rc', { step: 5 })
    same(
      (await live).map(({ entry }) => entry.seq),
      [7],
      'the entry written while watching',
    )
  }),
  engineLaw('a party that watches hears of its own cases only', async scene => {
    const start = await positionNow(scene)
    await scene.open({ invitees: ['b'] })
    const mine = await scene.open({ invitees: ['a'] })
    const [change] = await changesAfter(scene, start, 1, 'a')
    same(change?.caseId, mine, 'the case heard of')
  }),
  engineLaw('a journal is read in order, from any entry', async ({ engine, open, sent }) => {
    const id = await open()
    for (let step = 0; step < 5; step++) await sent(id, 'count', 'rc', { step })
    const seqs: number[] = []
    for await (const { seq } of engine.journal(id, { from: 4 })) seqs.push(seq)
    same(seqs, [4, 5, 6], 'the numbers')
  }),
]

/** A position after which nothing of the law's own has happened yet. */
async function positionNow({ engine, open }: Scene): Promise<string> {
  const stop = new AbortController()
  const changes = engine.watch({}, { signal: stop.signal })[Symbol.asyncIterator]()
  let position: string | undefined
  const first = changes.next().then(({ value }) => {
    position = (value as Change | undefined)?.position
  })
  // A watch begins a moment after it is asked for; marks are made until it hears one.
  for (let marks = 0; position === undefined && marks < 100; marks++) {
    await open({ topic: 'mark', convener: 'rc', invitees: ['nobody'] })
    await new Promise(resolve => setTimeout(resolve, 0))
  }
  stop.abort()
  await first
  holds(position !== undefined, 'a watch hears of what is written after it began')
  return position
}

/** Reads changes after a position until there are so many. */
async function changesAfter(scene: Scene, after: string | undefined, count: number, as?: string): Promise<Change[]> {
  const stop = new AbortController()
  const found: Change[] = []
  for await (const change of scene.engine.watch(
    {},
    { after, signal: stop.signal, ...(as === undefined ? {} : { as }) },
  )) {
    found.push(change)
    if (found.length === count) stop.abort()
  }
  return found
}
