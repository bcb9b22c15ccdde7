import { decide, join, prepareCommand, receive, start } from '@convoke/core'
import { keyOf, label } from '../random/luck.js'
import { factsFor } from './duties.js'
import { type Linking, linking } from './links.js'
import type { PlainHost, PlainRun } from './plain-run.js'

/** The cases that are linked to one another: what one asks is done to others as parties' commands are. */
export function linkedCases({ setting, worldFor, begin, stepped, count }: PlainHost): Linking<PlainRun> {
  const { world } = setting
  const { calendar } = world
  const sourceOf = (name: string) =>
    world.sources.findIndex(({ type }, source) => source >= world.arm.cases.length && type.name === name)
  const numbers = new Map<number, number>()
  const started = world.arm.start?.cases?.length ?? 0
  return linking<PlainRun>({
    typeOf: (asker, caseType, now) =>
      worldFor(asker.root ?? asker, now).sources.find(({ type }) => type.name === caseType)?.type,
    open(asker, { type, data, by, parent }, now) {
      const request = { opening: data, parameters: type.parameters, reference: '', by, commandId: 'open', parent }
      const decision = start(type.definition, request, { at: now, calendar })
      if (decision.refusal !== undefined) return { code: decision.refusal.code }
      const name = `${parent.link} ${parent.key}`
      asker.opens ??= new Map()
      const n = (asker.opens.get(name) ?? 0) + 1
      asker.opens.set(name, n)
      const source = sourceOf(type.name)
      const i = numbers.get(source) ?? started
      numbers.set(source, i + 1)
      const root = asker.root ?? { k0: asker.k0, k1: asker.k1 }
      const key = keyOf(asker, label(`linked ${name}`), n)
      const { isMeasured } = asker
      const beginning = { world: worldFor(root, now), type, source, i, key, isMeasured, root, opened: undefined }
      return begin(beginning, decision, now)
    },
    join(run, request, now) {
      const decision = join(run.type.definition, run.state, request, { at: now, calendar })
      if (decision.refusal === undefined || decision.drafts.length > 0) stepped(run, decision, now)
      return decision.refusal === undefined
    },
    send(run, { type, data: raw, by, as, cause }, now) {
      const { definition } = run.type
      const prepared = prepareCommand(definition, type, raw, { salt: () => '0'.repeat(32), subject: 'simulated' })
      if (!prepared.ok) return prepared.denial.code
      const facts = factsFor(run.world, run.type, run.state, type, prepared.data.seen, as ?? by)
      const request = {
        type,
        data: prepared.data,
        by,
        onBehalfOf: as,
        facts,
        commandId: `${cause.caseId} ${type}`,
        cause,
      }
      const decision = decide(definition, run.state, request, { at: now, calendar })
      stepped(run, decision, now)
      return decision.refusal?.code
    },
    hear(run, news, now) {
      stepped(run, receive(run.type.definition, run.state, news, { at: now, calendar }), now)
    },
    all: () => setting.open() as Iterable<PlainRun>,
    refused(run, code) {
      if (run.isMeasured) count(run, 'refused', 'code', code, 1, 0)
    },
  })
}
