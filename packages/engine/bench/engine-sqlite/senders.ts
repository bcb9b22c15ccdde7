import type { CaseStore } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { createEngine } from '../../src/index.js'
import { opening, progress, report, units } from '../progress.js'

/** Parties that each send to a case of their own, the next command when the last is acknowledged. */
export function sendersOn(inner: CaseStore, senders: number, rounds: number) {
  let commits = 0
  const store: CaseStore = {
    ...inner,
    append(batch) {
      commits += 1
      return inner.append(batch)
    },
  }
  const engine = createEngine({ caseTypes: [progress], store, calendar: everyDayCalendar() })
  const openOne = async () => {
    const opened = await engine.open('progress', opening, { by: 'rc:chunshen' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    return opened.case.id
  }
  let ids: readonly Awaited<ReturnType<typeof openOne>>[] = []
  let sent = 0
  const sender = async (id: (typeof ids)[number]) => {
    for (let i = 0; i < rounds; i++) {
      sent += 1
      const result = await engine.send(id, report(sent), { by: units[sent % units.length] as string })
      if (!result.ok) throw new Error(result.refusal.code)
    }
  }
  return {
    async open() {
      ids = await Promise.all(Array.from({ length: senders }, openOne))
    },
    async send() {
      await Promise.all(ids.map(sender))
    },
    commits: () => commits,
    close: () => engine.close(),
  }
}
