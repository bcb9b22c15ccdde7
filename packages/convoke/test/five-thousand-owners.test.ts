// A vote of 5,000 owners through an engine: the roll is a file, the case stays small, and the last ballot costs what the
// first did.
import { fourParty } from '@convoke/case-types/four-party'
import { type Append, type CaseStore, makeRoll, readRoll } from '@convoke/core'
import { everyDayCalendar, manualClock } from '@convoke/core/testing'
import { createEngine, memoryStore } from 'convoke'
import { expect, it } from 'vitest'

const owners = 5_000
const party = (n: number) => `owner:${String(n).padStart(4, '0')}`
const day = 86_400_000
const file = { sha256: '8'.repeat(64), size: 1, mediaType: 'application/pdf', uri: 'urn:file' }

/** A store that notes what each append weighs. */
function weighing(store: CaseStore): { readonly store: CaseStore; readonly appends: Append[] } {
  const appends: Append[] = []
  const append: CaseStore['append'] = batch => {
    appends.push(...batch)
    return store.append(batch)
  }
  return { store: Object.assign(Object.create(store), { append }) as CaseStore, appends }
}

it('5,000 owners vote: the context stays under 16 KB and every ballot writes as much as the first', async () => {
  const made = makeRoll(Array.from({ length: owners }, (_, n) => ({ party: party(n), weights: { area: 9_000 + n } })))
  const reference = made.reference('urn:roll:chunshen-2026')
  const kept = readRoll(made.text, reference)
  let asked = 0
  const directory = {
    delegations: async () => [],
    commonSuperior: async () => null,
    hasAuthority: async () => false,
    async membership({ roll, party: who }: { readonly roll: { readonly sha256: string }; readonly party: string }) {
      asked++
      return roll.sha256 === reference.sha256 ? (kept.members[who] ?? null) : null
    },
  }
  const { store, appends } = weighing(memoryStore())
  const now = manualClock(Date.UTC(2026, 2, 2, 9))
  const engine = createEngine({ caseTypes: [fourParty], calendar: everyDayCalendar(), store, directory, now })
  const [rc, oc, town] = ['rc:chunshen', 'oc:chunshen', 'town:meilong']
  const opened = await engine.open(
    'four-party',
    {
      topic: '公共车位收费',
      place: '春申景城',
      raisedBy: party(0),
      residentsCommittee: rc,
      partyBranch: 'branch:chunshen',
      ownersCommittee: oc,
      propertyCompany: 'pm:chunshen',
      town,
      committee: { seats: 3, members: ['oc/a', 'oc/b', 'oc/c'] },
      roll: reference,
      electorate: { heads: owners, area: made.electorate.area as number },
    },
    { by: party(0) },
  )
  if (!opened.ok) throw new Error(opened.refusal.code)
  const { send } = engine.case(opened.case.id)
  const sent = async (by: string, command: Parameters<typeof send>[0]) => {
    const result = await send(command, { by })
    if (!result.ok) throw new Error(`${command.type}: ${JSON.stringify(result.refusal)}`)
    return result
  }
  await sent(rc, { type: 'toOwnersMeeting', matter: 'otherCommon', reason: '涉及全体业主' })
  await sent(oc, { type: 'announceVote', title: '车位收费', agenda: '标准与用途', matter: 'otherCommon' })
  now.add(16 * day)
  await sent(oc, { type: 'openVoting' })

  const first = appends.length
  const before = asked
  const hundred = (from: number) =>
    Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        sent(party(from + i), { type: 'vote', choice: (from + i) % 3 === 0 ? 'no' : 'yes' }),
      ),
    )
  for (let from = 0; from < owners - 100; from += 100) await hundred(from)
  // Ballots that come together share an append; what one weighs is what the append weighs for each of its entries.
  const ballots = appends.slice(first)
  const weight = ({ entries }: Append) => entries.reduce((sum, { bytes }) => sum + bytes.length, 0) / entries.length
  const weights = ballots.map(weight)
  expect(Math.max(...weights)).toBeLessThan(Math.min(...weights) * 1.05)
  expect(Math.max(...ballots.map(({ snapshot }) => snapshot?.length ?? 0))).toBeLessThan(24_000)
  // Two roles are listed on the roll while voting is open; nobody else is looked up.
  expect((asked - before) / (owners - 100)).toBe(2)

  const host = await engine.view(opened.case.id)
  expect(JSON.stringify(host?.data).length).toBeLessThan(16_000)
  expect(host?.parties.length).toBeLessThan(20)
  expect((await send({ type: 'vote', choice: 'yes' }, { by: party(0) })).ok).toBe(false)
  expect((await engine.view(opened.case.id, { as: party(owners - 1) }))?.roles).toEqual(['propertyOwner', 'voter'])
  expect(await engine.view(opened.case.id, { as: 'owner:9999' })).toBeUndefined()

  await hundred(owners - 100)
  // Everybody has voted: the count begins, and what nobody confirms in three days stands as the box says.
  expect((await engine.view(opened.case.id))?.states).toEqual(['tallying'])
  now.add(4 * day)
  await engine.advance()
  const result = await sent(oc, { type: 'postDecision', file })
  expect(result.case.data.vote).toMatchObject({
    result: 'passed',
    counts: { yes: { heads: 3_333 }, no: { heads: 1_667 } },
  })
  expect((await engine.audit()).ok).toBe(true)
  await engine.close()
})
