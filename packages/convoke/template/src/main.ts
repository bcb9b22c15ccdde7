// The app: opens a case, lets the company report the repair, and prints what happened.

import { sqliteStore } from '@convoke/store-sqlite'
import { createEngine, describeRefusal } from 'convoke'
import { printDeadlines, printTimeline } from 'convoke/terminal'
import { options } from '../convoke.config.js'

const engine = createEngine({
  ...options,
  store: sqliteStore('cases.db'),
  deliver: notice => console.log(`→ ${notice.to.join(', ')}: ${notice.type}`),
})
engine.start()

const opening = { what: 'the lamp at gate 3', resident: 'resident:chen', company: 'property:chunshen' }
const opened = await engine.open('repair', opening, { by: 'resident:chen' })
if (!opened.ok) throw new Error(describeRefusal(opened.refusal, 'en').text)
const { id } = opened.case
await printDeadlines(engine, id)

const sent = await engine.send(id, { type: 'repair', report: 'lamp replaced' }, { by: 'property:chunshen' })
if (!sent.ok) throw new Error(describeRefusal(sent.refusal, 'en').text)
await printTimeline(engine, id, { lang: 'both' })

await engine.close()
