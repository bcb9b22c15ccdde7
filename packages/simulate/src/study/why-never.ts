// Why nothing ever comes about of a rule: a replication is looked at once more, case by case, for what the rule meant to do and what the case said to it.
import { ConvokeError, decide, type JsonObject } from '@convoke/core'
import type { Key } from '../random/threefry.js'
import { dataAt, factsFor, openDuties, owedKeys, ruleFor, templateFor } from '../run/duties.js'
import type { PlainRun } from '../run/plain-run.js'
import { replicate } from '../run/replication.js'
import type { World } from '../run/world.js'
import { segmentOf } from '../scenario/additions/segments.js'
import type { BehaviourRule } from '../scenario/schema.js'
import { filled } from '../scenario/templates.js'
import { namedIn } from './never-done.js'
import type { Sentence } from './result.js'

/** So many steps of cases say enough. */
const mostSteps = 3000

/** What a case says to a command: why not; null where it would take it. */
interface Said {
  readonly key: string
  readonly no: Sentence | null
}

/** What cases say most often to what a rule means to do, in the first replication of a policy, in words. */
export function whyNever(world: World, luck: Key, rule: BehaviourRule): Sentence {
  const heard = new Map<string, Said & { times: number }>()
  const seen = new Set<PlainRun>()
  const listen = (run: PlainRun) => {
    if (run.state.outcome !== null) return
    for (const one of answersTo(world, run, rule))
      heard.set(one.key, { ...one, times: (heard.get(one.key)?.times ?? 0) + 1 })
  }
  let steps = 0
  const watch = (run: object) => {
    steps++
    // As it stood before this step; of the first step there is none.
    if ((run as Partial<PlainRun>).state !== undefined) listen(run as PlainRun)
    seen.add(run as PlainRun)
  }
  const running = replicate(world, 0, luck, { watch })
  while (steps < mostSteps && running.next().done !== true) {
    // It only pauses to let a host look.
  }
  // What nobody goes on with takes no further step.
  for (const run of seen) listen(run)
  const [most] = [...heard.values()].sort((a, b) => b.times - a.times)
  if (most === undefined)
    return { en: 'As far as was looked, that duty never arose', 'zh-CN': '就所查的办件，该任务从未出现' }
  if (most.no === null)
    return {
      en: 'The case would have taken it, but others acted or a period ended first',
      'zh-CN': '办件本会接受，但总有他人先办或期限先到',
    }
  return {
    en: `The case refused it (${most.no.en}): give the rule "data" that the case accepts, or have done first what it waits for`,
    'zh-CN': `每次都被办件拒绝（${most.no['zh-CN']}）：请在规则的 data 中给出办件能接受的内容，或先办妥其前提`,
  }
}

/** What a case as it stands says to each command that a rule names for a duty of it. */
function* answersTo(world: World, run: PlainRun, rule: BehaviourRule): Generator<Said> {
  const { type, state } = run
  const { definition } = type
  for (const open of openDuties(run)) {
    if (ruleFor(world, run, open, 1, state.lastAt) !== rule) continue
    const { duty, party } = open
    for (const command of namedIn(rule)) {
      const [raw] = filled(templateFor(type, rule, command), {
        ...{ key: run, name: open.label, n: 1, now: state.lastAt, calendar: world.calendar, party, state },
        keys: owedKeys(run, duty, party),
        segmentOf: dim => segmentOf(world.arm.segments, dim, run.root ?? run),
      })
      if (raw === undefined || !definition.commands.has(command)) continue
      yield answerTo(world, run, { command, raw, party })
    }
  }
}

function said(command: string, code: string, { label, states }: JsonObject): Said {
  const names = label as Sentence | undefined
  const where = Array.isArray(states) ? ` (${states.join(', ')})` : ''
  const no = {
    en: `${command}: ${bare(names?.en ?? `${code}${where}`)}`,
    'zh-CN': `${command}：${bare(names?.['zh-CN'] ?? `${code}${where}`)}`,
  }
  return { key: no.en, no }
}

interface Asked {
  readonly command: string
  readonly raw: JsonObject
  readonly party: string
}

/** What a case says to one command. A fault is an answer as well: no run may have come to it, and none ends for a warning. */
function answerTo(world: World, { type, state }: PlainRun, { command, raw, party }: Asked): Said {
  try {
    const prepared = world.prepared(type, command, raw)
    const seen = dataAt(world, { type, state }, { command, data: prepared }, state.lastAt)
    const facts = factsFor(world, type, state, command, seen, party)
    const data = { seen, committed: seen, disclosures: [] }
    const request = { type: command, data, by: party, facts, commandId: 'asked' }
    const { refusal } = decide(type.definition, state, request, { at: state.lastAt, calendar: world.calendar })
    return refusal === undefined ? { key: '', no: null } : said(command, refusal.code, refusal.details as JsonObject)
  } catch (thrown) {
    if (thrown instanceof ConvokeError) return said(command, thrown.code, {})
    throw thrown
  }
}

/** Without its full stop: it stands within a sentence. */
const bare = (label: string) => label.replace(/[.。]$/, '')
