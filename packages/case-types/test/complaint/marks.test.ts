import { complaint } from '@convoke/case-types/complaint'
import { hiddenPaths } from '@convoke/core'
import { expect, it } from 'vitest'
import type * as z from 'zod'
import { inside, reaching } from '../../src/complaint/v1/opening.js'
import { scene } from '../links/scene.js'
import { desk, lift, zhang } from './cast.js'

const list = (roles: readonly string[]) => `[${[...roles].sort().join(', ')}]`

// A field that loses its mark is shown to everybody from the next release on: it has to be taken out here first.
it('what a complaint hides, and from whom, is what it has always hidden', () => {
  const identity = [
    `/door ${list(reaching)} personal`,
    `/name ${list(reaching)} personal`,
    `/phone ${list(reaching)} personal`,
  ]
  const statement = `/statement ${list(inside)} personal`
  expect(hiddenPaths(complaint.context)).toEqual([
    `/answer/text ${list(inside)}`,
    `/contactRecord ${list(inside)}`,
    ...identity,
    `/ratings/*/comment ${list(inside)}`,
    statement,
    `/supplements/*/text ${list(inside)}`,
  ])
  expect(hiddenPaths(complaint.opening)).toEqual([...identity, statement])
  const commands = Object.entries(complaint.commands as Readonly<Record<string, { readonly data?: unknown }>>)
  expect(
    commands.flatMap(([name, { data }]) =>
      data === undefined ? [] : hiddenPaths(data as z.ZodType).map(path => `${name} ${path.split(' ')[0]}`),
    ),
  ).toEqual([
    'followUp /report',
    'recordContact /record',
    'answer /text',
    'interimReply /text',
    'rate /comment',
    'decide /text',
    'supplement /text',
    'adoptAnswer /text',
    'reopen /newFacts',
  ])
})

it('nobody can be called by a name that every object has, and so count as rated or as a helper', async () => {
  const s = scene([complaint])
  await expect(s.open('complaint', { ...lift, complainant: 'constructor' }, desk)).rejects.toThrow('input/schema')
  const id = await s.open('complaint', lift, desk)
  for (const party of ['__proto__', 'toString'])
    expect(await s.engine.submit(id, { type: 'copyTo', party }, { by: desk })).toMatchObject({
      ok: false,
      refusal: { code: 'input/schema' },
    })
  await s.engine.close()
})

it('neither list of those who may look names the respondent, but for the one that has consent', () => {
  for (const roles of [inside, reaching]) expect(roles).not.toContain('respondent')
  expect(inside).not.toContain('consentedRespondent')
})

it('what a desk wrote down of somebody is that person’s to have erased, and not the desk’s', async () => {
  const s = scene([complaint])
  const id = await s.open('complaint', lift, desk)
  await s.open('complaint', { ...lift, complainant: 'resident:li' }, desk)
  const signed = {
    ground: '本人要求',
    signatures: [
      { by: 'town:legal', actor: 'wang' },
      { by: 'town:centre', actor: 'li' },
    ],
  } as const
  expect(await s.engine.erase({ subject: desk }, signed)).toBe(0)
  expect(await s.engine.erase({ subject: zhang }, signed)).toBe(4)
  expect(JSON.stringify(await s.view(id))).not.toContain(lift.phone)
  expect(await s.engine.audit()).toMatchObject({ ok: true })
  await s.engine.close()
})
