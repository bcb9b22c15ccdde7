/** Canonical JSON of a journal entry and of a context: ours against the npm package `canonicalize`, in turns. */
import canonicalize from 'canonicalize'
import { canonicalJson } from '../src/json/canonical.js'

const entry = {
  at: 1_760_000_000_000,
  by: 'dept:police',
  calendarEdition: 'cn-2025.1',
  caseId: '0198c0de-0000-7000-8000-000000000001',
  caseType: 'convening-request',
  commandId: '0198c0de-0000-7000-8000-0000000000aa',
  data: {
    answer: 'yes',
    items: [
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
    ],
    note: '周三下午到场，地点在莲花路',
  },
  definitionHash: 'ab'.repeat(32),
  kind: 'command',
  prevHash: 'ef'.repeat(32),
  recordedAt: 1_760_000_000_003,
  role: 'invitee',
  seq: 7,
  specVersion: 1,
  stateHash: 'cd'.repeat(32),
  tenant: 'default',
  type: 'reply',
  version: '1.0.0',
}
const context = {
  topic: '停车',
  convener: 'rc:chunshen',
  invitees: ['dept:police', 'dept:urban', 'pm:x'],
  replies: { 'dept:police': 'yes', 'dept:urban': 'no' },
  parameters: { replyWithin: { n: 2, unit: 'working-day' }, quorum: 2 },
}

/** @returns how many times faster ours is, and µs per value of each, medians over the rounds. */
export function run() {
  const results = [measure('entry', entry), measure('context', context)]
  return { bench: 'canonical', results }
}

function measure(what: string, value: object) {
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  for (let round = 0; round < 9; round++) {
    times.theirs.push(microseconds(() => canonicalize(value)))
    times.ours.push(microseconds(() => canonicalJson(value)))
  }
  const [ours, theirs] = [median(times.ours), median(times.theirs)]
  return {
    what,
    reference: 'canonicalize 3',
    ratio: theirs / ours,
    oursMicroseconds: ours,
    referenceMicroseconds: theirs,
  }
}

function microseconds(write: () => unknown): number {
  const rounds = 30_000
  const from = process.hrtime.bigint()
  for (let i = 0; i < rounds; i++) write()
  return Number(process.hrtime.bigint() - from) / rounds / 1000
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}
