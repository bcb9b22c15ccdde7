// A process that does one side's turns: commands through an engine, or what they wrote, by a bare loop.
import { availableDrivers, sqliteStore } from '@convoke/store-sqlite'
import { bareLoop } from '../../../store-sqlite/bench/bare-loop.js'
import { costOf } from '../slices.js'
import { sendersOn } from './senders.js'
import type { Answer, Request, Side } from './turns.js'

const [side, path, senders, rounds] = process.argv.slice(2) as [Side, string, string, string]
const driver = availableDrivers()[0] as NonNullable<ReturnType<typeof availableDrivers>[0]>

const turns = await (side === 'bare' ? bareTurns() : ourTurns())
process.on('message', async request => {
  const answer: Answer = await turns[request as Request]()
  process.send?.(answer)
  if (request === 'close') process.disconnect()
})
process.send?.({ commits: 0 } satisfies Answer)

async function ourTurns(): Promise<Record<Request, () => Promise<Answer>>> {
  const ours = sendersOn(sqliteStore(path, side === 'thread' ? { thread: true } : {}), Number(senders), Number(rounds))
  await ours.open()
  return {
    prepare: async () => ({ commits: 0 }),
    async go() {
      const before = ours.commits()
      const cost = await costOf(ours.send)
      return { cost, commits: ours.commits() - before }
    },
    async close() {
      await ours.close()
      return { commits: 0 }
    },
  }
}

async function bareTurns(): Promise<Record<Request, () => Promise<Answer>>> {
  const bare = bareLoop(driver, path)
  // The same senders at a store in memory: what it writes, the bare loop writes.
  const scribe = sendersOn(sqliteStore(bare.source), Number(senders), Number(rounds))
  await scribe.open()
  let work = bare.next()
  work.run()
  return {
    async prepare() {
      await scribe.send()
      work = bare.next()
      return { commits: work.commits }
    },
    async go() {
      const cost = await costOf(work.run)
      return { cost, commits: work.commits }
    },
    async close() {
      await scribe.close()
      bare.close()
      return { commits: 0 }
    },
  }
}
