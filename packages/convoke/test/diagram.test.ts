import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { diagramOf, mermaidOf } from '@convoke/core'
import Elk from 'elkjs/lib/elk.bundled.js'
import { describe, expect, it } from 'vitest'
import { type LayoutTool, layOut } from '../src/svg/lay-out.js'
import { svgOf } from '../src/svg/svg.js'
import { config, deskWithCase, emptyDesk, parking } from './command-line.js'
import { asking } from './fixtures/asking.js'

const elk = new (Elk as unknown as new () => LayoutTool)()

describe('a picture of a case type', () => {
  it('has every state and every way, in the words of the language', async () => {
    const { code, out } = await emptyDesk().convoke('diagram', 'convening-request', '--svg', '--lang', 'zh-CN')
    expect(code).toBe(0)
    const { states, deadlines } = conveningRequest.labels['zh-CN']
    const plain = out.replace(/<[^>]*>/g, '').replace(/\s/g, '')
    for (const label of Object.values(states)) expect(plain, label).toContain(label.replace(/\s/g, ''))
    expect(plain).toContain(Object.values(deadlines)[0])
  })

  it('marks where a case stands', async () => {
    const desk = await deskWithCase()
    const { out } = await desk.convoke('diagram', 'asking', '--svg', '--case', '0199', '--config', config)
    expect(out.match(/#ffe58f/g)).toHaveLength(1)
    expect(await desk.json('diagram', 'asking', '--svg', '--case', parking, '--config', config)).toMatchObject({
      format: 'svg',
      text: expect.stringMatching(/^<svg /),
    })
  })

  it('is drawn of the file that exports it, and of a version that is named', async () => {
    const desk = emptyDesk()
    const file = join(import.meta.dirname, 'fixtures/asking.ts')
    const drawn = await desk.convoke('diagram', file)
    expect(drawn).toMatchObject({ code: 0, err: '' })
    expect(drawn.out).toBe((await desk.convoke('diagram', 'asking', '--config', config)).out)
    const older = await desk.json('diagram', 'complaint@1.0.0', '--lang', 'en')
    expect(older).toMatchObject({ format: 'mermaid', text: mermaidOf(complaint, { locale: 'en' }) })
    expect((await desk.convoke('diagram', `${file}#asked`)).err).toContain('asking')
  })

  it('lets no label out of its text, and needs nothing from elsewhere', async () => {
    const nasty = `</text><script>alert('x')</script>&"\u0000\u001b]]>`
    const diagram = diagramOf(asking, { locale: 'en' })
    const states = diagram.states.map(state => ({ ...state, label: nasty }))
    const arrows = diagram.arrows.map(arrow => ({ ...arrow, labels: [nasty] }))
    const svg = await svgOf({ title: nasty, states, arrows }, elk)
    expect(svg).not.toMatch(/<script|<image|<style|<foreignObject|href|url\((?!#)/)
    expect(svg.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    // Every `<` begins one of our own elements, every `&` an entity.
    expect(svg.match(/<(?!\/?(svg|title|defs|marker|path|rect|circle|polygon|text)\b)/g)).toBeNull()
    expect(svg.match(/&(?!(amp|lt|gt|quot|#39);)/g)).toBeNull()
  })

  it.each([
    [conveningRequest, 3000],
    [complaint, 4000],
    [fourParty, 4000],
    [ownersCommitteeElection, 2000],
  ])('of $name does not sprawl: it keeps its width and no label lies over a state', async (caseType, widest) => {
    const { states, arrows, width } = await layOut(diagramOf(caseType, { locale: 'en' }), elk)
    expect(width).toBeLessThan(widest)
    const leaves = states.filter(({ state }) => state.inside.length === 0)
    const covered = arrows.flatMap(({ label, lines }) =>
      leaves.flatMap(({ state, box }) =>
        label === undefined ||
        label.x + label.width <= box.x ||
        box.x + box.width <= label.x ||
        label.y + label.height <= box.y ||
        box.y + box.height <= label.y
          ? []
          : [`${lines.join(' ')} over ${state.label}`],
      ),
    )
    expect(covered).toEqual([])
  })

  it.each([asking, conveningRequest])(
    'of $name lays no state over another, and every box around its own',
    async caseType => {
      const { states, width, height } = await layOut(diagramOf(caseType, { locale: 'zh-CN' }), elk)
      const boxes = new Map(states.map(({ state, box }) => [state.name, box]))
      const within = (a: { x: number; y: number; width: number; height: number }, b: typeof a) =>
        a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height
      const apart = (a: { x: number; y: number; width: number; height: number }, b: typeof a) =>
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
      const whole = { x: 0, y: 0, width, height }
      for (const { state, box } of states) {
        expect(within(box, whole), state.name).toBe(true)
        const inside = state.inside.map(({ name }) => boxes.get(name) as typeof whole)
        for (const one of inside) expect(within(one, box), state.name).toBe(true)
        for (const [at, one] of inside.entries())
          for (const other of inside.slice(at + 1)) expect(apart(one, other), state.name).toBe(true)
      }
    },
  )

  it('and a file for the editor exclude each other', async () => {
    const { code } = await emptyDesk().convoke('diagram', 'convening-request', '--svg', '--xstate')
    expect(code).toBe(2)
  })

  it('is drawn with what is named in the manifest as optional', () => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
      dependencies: Record<string, string>
      peerDependenciesMeta: Record<string, unknown>
    }
    expect(manifest.peerDependenciesMeta).toEqual({ elkjs: { optional: true } })
    expect(manifest.dependencies).not.toHaveProperty('elkjs')
  })
})
