// One timeline of several cases: an entry is a line, in both languages, with the words of its own case type.
import type { CaseEngine, Entry } from 'convoke'
import { nameOf } from './cast.js'

type Cases = Pick<CaseEngine, 'caseTypes' | 'journal' | 'view' | 'deadlines'>

/** Shanghai has had no summer time since 1991. */
const inShanghai = (at: number) => new Date(at + 8 * 3_600_000).toISOString().replace('T', ' ')
const time = (at: number) => inShanghai(at).slice(5, 16)
/** A period ends before its end: one that ends at midnight runs to 24:00. */
const lastMoment = (end: number) =>
  inShanghai(end).slice(11, 16) === '00:00' ? `${inShanghai(end - 1).slice(5, 10)} 24:00` : time(end)

/** Reminders tell somebody something and change nothing. */
const isReminder = ({ kind, data }: Entry) => kind === 'clock' && (data.rung === 'half' || data.rung === 'dayBefore')

/** What stands before the lines of each case type. */
const marks: Readonly<Record<string, string>> = { complaint: '诉求 C', 'convening-request': '约请 R' }

/** A timeline of these cases, told as far as it has not been told. */
export function timelineOf(engine: Cases) {
  const told = new Map<string, number>()
  const places = new Map<string, string>()

  const wordsOf = (caseType: string) => {
    const found = engine.caseTypes.find(({ name }) => name === caseType)
    if (found === undefined) throw new Error(`no case type ${caseType}`)
    return found.labels
  }

  async function stateOf(id: string): Promise<string> {
    const view = await engine.view(id)
    const path = view?.states.at(-1)
    if (view === undefined || path === undefined) return ''
    const { 'zh-CN': zh, en } = wordsOf(view.caseType)
    return `${zh.states[path]} ${en.states[path]}`
  }

  function line(entries: readonly [Entry, ...Entry[]]): string {
    const [{ at, caseType, type, kind, data }] = entries
    const { 'zh-CN': zh, en } = wordsOf(caseType)
    const head = `${time(at)}  ${marks[caseType]}  `
    if (kind === 'clock') {
      const name = type.split('.')[1] ?? ''
      return `${head}⏱ ${zh.deadlines[name]}届满 ${en.deadlines[name]}: over`
    }
    if (type === 'case.opened') return `${head}⇄ 约请已开立 the convening request is open`
    if (type === 'case.settled') return `${head}⇄ 约请已结，结果回传 the convening request is settled: ${data.outcome}`
    const who = [...new Set(entries.map(({ by }) => by))].map(nameOf)
    const act = type === 'case.started' ? ['发起', 'Open'] : [zh.commands[type], en.commands[type]]
    return `${head}${who.map(([name]) => name).join('、')} ${who.map(([, name]) => name).join(', ')} · ${act.join(' ')}`
  }

  return {
    /** Prints what is new in these cases; entries of one moment that say the same are one line. */
    async tell(ids: readonly string[]): Promise<void> {
      for (const id of ids) {
        const groups: [Entry, ...Entry[]][] = []
        for await (const entry of engine.journal(id, { from: (told.get(id) ?? 0) + 1 })) {
          told.set(id, entry.seq)
          if (isReminder(entry)) continue
          const last = groups.at(-1)
          if (last?.[0].type === entry.type && last[0].at === entry.at) last.push(entry)
          else groups.push([entry])
        }
        const place = await stateOf(id)
        const moved = place !== places.get(id)
        places.set(id, place)
        for (const entries of groups) {
          console.log(line(entries) + (moved && entries === groups.at(-1) ? `  → ${place}` : ''))
        }
      }
    },
    /** Prints the date of an open deadline with its arithmetic, or that its clock rests. */
    async explain(id: string, name: string): Promise<void> {
      const found = (await engine.deadlines(id)).find(deadline => deadline.name === name)
      if (found === undefined) throw new Error(`no deadline ${name}`)
      const { label, dueAt, explanation } = found
      const title = `${' '.repeat(13)}${label['zh-CN']} ${label.en}`
      if (dueAt === null) return console.log(`${title}: 中止 rests`)
      console.log(`${title}: ${lastMoment(dueAt)}`)
      if (explanation === null) return
      for (const sentence of Object.values(explanation.sentence)) console.log(`${' '.repeat(15)}${sentence}`)
    },
  }
}
