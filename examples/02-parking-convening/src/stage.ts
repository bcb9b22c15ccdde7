// Carries out the script and tells, from the journal, what came of each line.
import { conveningRequest } from '@convoke/case-types/convening-request'
import { type Command, describeRefusal, type Entry, type RefusalCode } from 'convoke'
import { caseId, cast, type PartyName } from './cast.js'
import { moment, shortTime } from './clock.js'
import type { Office } from './office.js'
import { act, type Both, event, green, isShort, pad, print, red, twoLines } from './screen.js'
import { brief, explanation, isReminder, sentence } from './telling.js'

/** One act: its title, and what happens. */
export interface Act {
  readonly title: Both
  readonly play: (stage: Stage) => Promise<void>
}

/** What an act can do. */
export interface Stage {
  readonly office: Office
  /** The parties act, each once, with a command id that is the same whenever the act is played. A refusal ends the demo. */
  says(when: string, who: PartyName | readonly PartyName[], command: Command<typeof conveningRequest>): Promise<void>
  /** The party is refused with this code; anything else ends the demo. `body` may be anything, as from the network. */
  isRefused(
    code: RefusalCode,
    when: string,
    who: PartyName,
    body: { readonly type: string; readonly [field: string]: unknown },
  ): Promise<void>
  /** Time passes; deadlines that are reached are told. */
  until(when: string): Promise<void>
  /** Explains an open deadline day by day. */
  explains(name: string, key?: string): Promise<void>
}

/**
 * Opens the stage for one act.
 *
 * @param number part of each command's id
 * @param untold how many of the newest entries were written and never told, because the process died
 */
export async function openStage(office: Office, number: number, untold = 0): Promise<Stage> {
  const { 'zh-CN': zh, en } = conveningRequest.labels
  let told = ((await office.view(caseId))?.seq ?? 0) - untold
  let place = await standing()
  let sent = 0
  let repeated = 0

  async function standing(): Promise<Both> {
    const path = (await office.view(caseId))?.states.at(-1)
    return path === undefined ? ['', ''] : [zh.states[path], en.states[path]]
  }

  /** Tells the entries that are new, in one line those that say the same at the same moment. */
  async function tell(): Promise<void> {
    const groups: [Entry, ...Entry[]][] = []
    for await (const entry of office.journal(caseId, { from: told + 1 })) {
      told = entry.seq
      if (isReminder(entry)) continue
      const last = groups.at(-1)
      if (last?.[0].type === entry.type && last[0].at === entry.at) last.push(entry)
      else groups.push([entry])
    }
    const now = await standing()
    const moved = now[0] !== place[0]
    place = now
    for (const entries of groups) {
      const [chinese, english] = sentence(entries)
      const arrives = moved && entries === groups.at(-1)
      const arrow = (state: string) => (arrives ? `  → ${green(state)}` : '')
      const when = shortTime(entries[0].at)
      const whole: Both = [chinese + arrow(now[0]), english + arrow(now[1])]
      const isActed = entries[0].kind === 'command' || entries[0].type === 'case.started'
      if (isActed) act(when, { ...brief(entries), arrives: arrives ? now : undefined, whole })
      else event(when, whole)
    }
  }

  return {
    office,
    async says(when, who, command) {
      await office.advance(moment(when))
      for (const by of [who].flat() as PartyName[]) {
        sent += 1
        const result = await office.send(caseId, command, { by, commandId: `act-${number}-${sent}` })
        if (!result.ok) throw new Error(`${by} ${command.type}: ${JSON.stringify(result.refusal)}`)
        if (result.replayed) repeated += 1
      }
      // What is answered from the journal was told when it was first played.
      if (repeated === sent) return
      if (repeated > 0) {
        event('', [
          `（前${repeated}项操作已在案：凭操作编号照原样答复，未重复执行）`,
          `(${repeated} commands were in the journal: their ids are answered from it, nothing is done twice)`,
        ])
        repeated = 0
      }
      await tell()
    },
    async isRefused(code, when, who, body) {
      await office.advance(moment(when))
      await tell()
      const result = await office.submit(caseId, body, { by: who })
      if (result.ok || result.refusal.code !== code) throw new Error(`${who} was to be refused with ${code}`)
      const { refusal } = result
      const command = (labels: Readonly<Record<string, string>>) => labels[body.type] ?? body.type
      const instant = (at: number) => shortTime(at)
      const asked: Both = [`${cast[who][0]} · ${command(zh.commands)}`, `${cast[who][1]} · ${command(en.commands)}`]
      const no = red(`✗ ${code}`)
      event(
        shortTime(moment(when)),
        isShort ? [asked[0], `${asked[1]}  ${no}`] : [`${pad(asked[0], 36)}${no}`, asked[1]],
      )
      event('', [
        `“${describeRefusal(refusal, 'zh-CN', { labels: zh, instant }).text}”`,
        `“${describeRefusal(refusal, 'en', { labels: en, instant }).text}”`,
      ])
    },
    async until(when) {
      await office.advance(moment(when))
      await tell()
    },
    async explains(name, key = '') {
      const deadlines = await office.deadlines(caseId)
      const found = deadlines.find(deadline => deadline.name === name && deadline.key === key)
      if (found === undefined) throw new Error(`no deadline ${name} ${key}`)
      const { title, days, sum } = explanation(found)
      // In brief, only a date with a holiday or a make-up day in between is told, and needs its arithmetic.
      const isPlain = !found.explanation?.days.some(({ kind }) => kind === 'holiday' || kind === 'make-up')
      if (isShort && isPlain) return
      if (!isShort) event('', title)
      if (!isShort) for (const day of days) print(`${' '.repeat(13)}${day}`)
      twoLines(isShort ? [`${found.label['zh-CN']}：${sum[0]}`, `${found.label.en}: ${sum[1]}`] : sum)
    },
  }
}
