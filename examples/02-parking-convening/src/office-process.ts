// A process of its own: plays the acts from a given one on, on the file. Started by main.ts, which kills the first one.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { sqliteStore } from '@convoke/store-sqlite'
import { convening } from './acts/1-convening.js'
import { answering } from './acts/2-answering.js'
import { meeting } from './acts/3-meeting.js'
import { working } from './acts/4-working.js'
import { closing } from './acts/5-closing.js'
import { manualClock, moment } from './clock.js'
import { answerLost } from './lost-answer.js'
import { openOffice } from './office.js'
import { flush, heading } from './screen.js'
import { openStage } from './stage.js'

const acts = [convening, answering, meeting, working, closing]
function written(): void {
  flush()
  process.send?.('written')
}

const [out = '.', number = '1', from = '1', now = '2025-09-25 08:00'] = process.argv
  .slice(2)
  .filter(word => word !== '--short')

const file = sqliteStore(join(out, 'cases.db'))
const office = openOffice({
  // The first process dies when the minutes are on the disk and before anybody has heard of it.
  store: number === '1' ? answerLost(file, 'recordMinutes', written) : file,
  clock: manualClock(moment(now)),
  deliver: ({ id, type, to }) =>
    appendFileSync(join(out, 'notices.txt'), `process ${number}  ${id}  ${type} → ${to.join(', ')}\n`),
})

for (const [index, { title, play }] of acts.entries()) {
  const act = index + 1
  if (act < Number(from)) continue
  const again = act === Number(from) && act > 1
  heading(again ? [`${title[0]}（重新执行）`, `${title[1]} (played again)`] : title)
  // The minutes were written and not told.
  await play(await openStage(office, act, again ? 1 : 0))
}
await office.advance()
await office.close()
flush()
