import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { config, deskWithCase, garbage, opening, parking } from './command-line.js'

// The documents that `--json` prints, as README.md promises them. A field may be added; none may go or change its kind.
const json = z.json()
const object = z.record(z.string(), json)
const label = z.strictObject({ 'zh-CN': z.string(), en: z.string() })
const deadline = z.strictObject({
  name: z.string(),
  key: z.string(),
  n: z.int(),
  kind: z.enum(['within', 'notBefore', 'keepFor', 'window']),
  startedAt: z.int(),
  dueAt: z.int().nullable(),
  overdue: z.boolean(),
  suspended: z.boolean(),
  provisional: z.boolean(),
  owes: z.array(z.string()),
  label,
})
const explained = deadline.extend({
  source: z.string().nullable(),
  moved: z.enum(['fixed', 'extended', 'resumed']).optional(),
  explanation: z
    .strictObject({
      edition: z.string(),
      from: z.int(),
      due: z.int(),
      provisional: z.boolean(),
      duration: z.looseObject({ n: z.int(), unit: z.string() }),
      days: z.array(
        z.strictObject({
          date: z.iso.date(),
          counted: z.int().nullable(),
          kind: z.string(),
          name: z.string().optional(),
          nameEn: z.string().optional(),
          source: z.string().optional(),
          sourceEn: z.string().optional(),
        }),
      ),
      sentence: label,
    })
    .nullable(),
})
const allowed = z.array(
  z.strictObject({
    command: z.string(),
    verdict: z.enum(['yes', 'depends', 'no']),
    reason: z.strictObject({ code: z.string(), guard: z.string().optional(), label: label.optional() }).optional(),
    dates: z
      .record(z.string(), z.strictObject({ earliest: z.iso.date().optional(), latest: z.iso.date().optional() }))
      .optional(),
  }),
)
const view = z.strictObject({
  id: z.uuid(),
  reference: z.string(),
  caseType: z.string(),
  version: z.string(),
  seq: z.int(),
  openedAt: z.int(),
  settledAt: z.int().nullable(),
  outcome: z.string().nullable(),
  states: z.array(z.string()),
  data: object,
  parameters: object,
  parties: z.array(z.strictObject({ party: z.string(), roles: z.array(z.string()) })),
  roles: z.array(z.string()),
  deadlines: z.array(deadline),
  allowed,
})
const entry = z.strictObject({
  specVersion: z.literal(1),
  tenant: z.string(),
  caseId: z.uuid(),
  seq: z.int(),
  at: z.int(),
  recordedAt: z.int(),
  caseType: z.string(),
  version: z.string(),
  definitionHash: z.string(),
  calendarEdition: z.string(),
  kind: z.enum(['command', 'clock', 'case', 'admin']),
  by: z.string(),
  actor: z.string().optional(),
  role: z.string(),
  onBehalfOf: z.string().optional(),
  delegationId: z.string().optional(),
  commandId: z.string(),
  cause: object.optional(),
  type: z.string(),
  data: object,
  stateHash: z.string(),
  prevHash: z.string(),
  hash: z.string(),
})
const refused = z.strictObject({
  ok: z.literal(false),
  refusal: z.strictObject({
    code: z.string(),
    details: object,
    allowed: z.array(z.string()),
    text: z.string().min(1),
    advice: z.string(),
  }),
})
const faulty = z.strictObject({
  error: z.strictObject({ code: z.string(), text: z.string().min(1), advice: z.string() }),
})
const fault = z.strictObject({ tenant: z.string(), caseId: z.string(), seq: z.int().nullable(), code: z.string() })

const by = ['--by', 'dept:community']
const answer = ['--data', '{"answer":"no"}']

const documents: readonly (readonly [argv: readonly string[], code: number, schema: z.ZodType])[] = [
  [['list'], 0, z.strictObject({ items: z.array(view).min(1), next: z.string().optional() })],
  [['show', parking], 0, view],
  [['show', parking, '--as', 'dept:police'], 0, view],
  [['journal', parking], 0, z.strictObject({ entries: z.array(entry).min(3) })],
  [['allowed', parking, '--as', 'dept:police'], 0, z.strictObject({ allowed: allowed.min(1) })],
  [
    ['inbox', 'dept:community'],
    0,
    z.strictObject({
      notLoaded: z.array(z.string()).length(0),
      leftOut: z.array(z.unknown()).length(0),
      items: z
        .array(z.strictObject({ caseId: z.uuid(), reference: z.string(), caseType: z.string(), deadline }))
        .min(1),
    }),
  ],
  [['deadlines', parking], 0, z.strictObject({ deadlines: z.array(explained).min(1) })],
  [
    ['audit'],
    0,
    z.strictObject({
      ok: z.literal(true),
      cases: z.literal(1),
      entries: z.literal(3),
      faults: z.array(fault),
      anchors: z.null(),
      anchored: z.null(),
    }),
  ],
  [['diagram', 'asking'], 0, z.strictObject({ format: z.literal('mermaid'), text: z.string() })],
  [['diagram', 'asking', '--xstate'], 0, z.strictObject({ format: z.literal('xstate'), text: z.string() })],
  [
    ['open', 'asking', '--by', 'rc:chunshen', '--data', JSON.stringify(opening)],
    0,
    z.strictObject({ ok: z.literal(true), replayed: z.literal(false), case: view }),
  ],
  [
    ['send', parking, 'reply', ...by, ...answer],
    0,
    z.strictObject({ ok: z.literal(true), replayed: z.literal(false), entry, case: view }),
  ],
  [['send', parking, 'submit', '--by', 'rc:chunshen'], 3, refused],
  [['send', parking, 'replly', ...by], 3, refused],
  [['open', 'askin', '--by', 'rc:chunshen'], 3, refused],
  [['show', garbage], 4, refused],
  [['lst'], 2, faulty],
  [['list', '--db', 'nowhere.db'], 2, faulty],
  [['list', '--after', 'no-cursor'], 1, faulty],
]

describe('with --json', () => {
  it.each(documents.map(([argv, code, schema]) => [argv.join(' ').slice(0, 60), argv, code, schema] as const))(
    '`convoke %s` prints one document of the promised form and nothing else',
    async (_, argv, code, schema) => {
      const desk = await deskWithCase()
      const told = await desk.convoke(...argv, '--config', config, '--json')
      expect(told.code).toBe(code)
      expect(told.err).toBe('')
      expect(() => schema.parse(JSON.parse(told.out))).not.toThrow()
    },
  )

  it('the words of refusals are in the language asked for, the rest is the same in both', async () => {
    const desk = await deskWithCase()
    const asked = (lang: string) => desk.json('show', garbage, '--config', config, '--lang', lang)
    const [en, zh] = [refused.parse(await asked('en')), refused.parse(await asked('zh-CN'))]
    expect(zh.refusal.text).not.toBe(en.refusal.text)
    const list = (lang: string) => desk.json('list', '--config', config, '--lang', lang)
    expect(await list('zh-CN')).toEqual(await list('en'))
  })

  it('a fault tells where it came from only when asked', async () => {
    const desk = await deskWithCase()
    const command = ['list', '--after', 'no-cursor', '--config', config]
    expect(await desk.json(...command)).not.toHaveProperty('error.trace')
    expect(await desk.json(...command, '--debug')).toHaveProperty('error.trace')
  })

  it('a new key is told without its secret', async () => {
    const desk = await deskWithCase()
    const schema = z.strictObject({
      file: z.string(),
      publicFile: z.string(),
      keyId: z.string().regex(/^[0-9a-f]{64}$/),
      publicKey: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
    })
    expect(schema.parse(await desk.json('key', 'anchor.jwk')).file).toBe(`${desk.folder}/anchor.jwk`)
  })
})
