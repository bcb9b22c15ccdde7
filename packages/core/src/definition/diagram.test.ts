import { stateNodes } from '@convoke/kernel/description'
import { describe, expect, it } from 'vitest'
import { conveningRequest } from '../../test/definition/small-convening.js'
import type { AnyCaseType } from './case-type.js'
import { mermaidOf } from './diagram.js'

const drawn = mermaidOf(conveningRequest, { locale: 'en' })
const relabelled = (word: string): AnyCaseType => {
  const { en } = (conveningRequest as AnyCaseType).labels
  const states = Object.fromEntries(Object.keys(en.states).map(path => [path, word]))
  const commands = Object.fromEntries(Object.keys(en.commands).map(name => [name, word]))
  return { ...(conveningRequest as AnyCaseType), labels: { 'zh-CN': en, en: { ...en, states, commands } } }
}

describe('the diagram of a case type', () => {
  it('has a box for every state, in the words of its language', () => {
    const boxes = drawn.match(/^ *(subgraph )?s_\w+(\[|\(\[)"/gm) ?? []
    expect(boxes).toHaveLength(stateNodes(conveningRequest.machine as never).length - 1)
    expect(drawn).toContain('"Waiting for replies"')
    expect(mermaidOf(conveningRequest, { locale: 'zh-CN' })).toContain('"等待答复"')
  })

  it('has an arrow for every way from one state to another, with the commands and clocks that open it', () => {
    for (const node of stateNodes(conveningRequest.machine as never)) {
      for (const { targets } of node.transitions) {
        for (const target of targets) {
          const to = stateNodes(conveningRequest.machine as never).find(({ id }) => id === target)?.path ?? ''
          expect(drawn).toMatch(new RegExp(`s_\\w* -->(\\|"[^"]*"\\|)? s_${to.replaceAll('.', '_')}\n`))
        }
      }
    }
    expect(drawn).toContain('s_drafting -->|"Submit"| s_inviting\n')
    expect(drawn).toContain('|"Pass / Verification (time is up)"| s_closed\n')
  })

  it('rounds what is settled, and begins where the machine does', () => {
    expect(drawn).toContain('s_closed(["Closed"])')
    expect(drawn).toContain('s_drafting["Drafting"]')
    expect(drawn).toContain('  s__begin --> s_drafting\n')
    expect(drawn).not.toContain('s_inviting_begin')
  })

  it('marks the states asked for, and says nothing of unknown ones', () => {
    const marked = mermaidOf(conveningRequest, { locale: 'en', highlight: ['inviting', 'inviting.replies', 'gone'] })
    expect(marked).toContain('  class s_inviting,s_inviting_replies active\n')
    expect(drawn).not.toContain('classDef')
  })

  it.each([
    '"]; click x "javascript:alert(1)',
    '<img src=x onerror=alert(1)>',
    'a|b-->c\nend',
    '`**x**`',
    '#quot;%%{init}%%',
  ])('shows %j as text and nothing else', word => {
    const hostile = mermaidOf(relabelled(word), { locale: 'en' })
    const plain = mermaidOf(relabelled('x'), { locale: 'en' })
    expect(hostile.split('\n')).toHaveLength(plain.split('\n').length)
    for (const text of hostile.match(/"[^"\n]*"/g) ?? []) expect(text).toMatch(/^"(?:[\p{L}\p{N} ,.()/-]|#\d+;)*"$/u)
  })

  it('is the same text every time', () => {
    expect(mermaidOf(conveningRequest, { locale: 'en' })).toBe(drawn)
  })
})
