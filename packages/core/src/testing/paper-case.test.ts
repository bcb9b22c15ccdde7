import { describe, expect, test } from 'vitest'
import { verifyChain, verifyDisclosures } from '../journal/verify-chain.js'
import { errand, errandOpened } from './engine-laws.js'
import { paperCase } from './paper-case.js'

const submitted = () => paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])

describe('a case on paper', () => {
  test('has a journal that verifies, with its disclosures', () => {
    const { journal } = submitted()
    const entries = journal.map(({ stored }) => stored)
    expect(verifyChain(entries)).toMatchObject({ ok: true, head: { seq: 2 } })
    const disclosures = journal.flatMap(sealed => sealed.disclosures)
    expect(disclosures.map(({ path }) => path)).toEqual(['/opening/budget', '/opening/phone', '/~case'])
    expect(verifyDisclosures(entries, disclosures)).toEqual({ ok: true })
  })

  test('has the same hashes whenever it is made', () => {
    expect(submitted().journal.at(-1)?.entry.hash).toBe(submitted().journal.at(-1)?.entry.hash)
  })

  test('stays as it is when something is tried on it', () => {
    const paper = submitted()
    const tried = paper.send({ type: 'reply', by: 'dept:police', answer: 'yes' })
    expect(tried.drafts).toHaveLength(1)
    expect(paper.drafts).toHaveLength(2)
    expect(paper.after(tried.drafts).drafts.map(({ type }) => type)).toEqual(['case.started', 'submit', 'reply'])
  })

  test('says which given command was refused, and why', () => {
    expect(() => paperCase(errand, errandOpened, [{ type: 'submit', by: 'dept:police' }])).toThrow(
      /"submit" by dept:police is given, yet it is refused: refusal\/role/,
    )
  })
})
