import type { Block } from './block.js'

/** A relative link of a page. */
export interface Link {
  readonly line: number
  readonly target: string
}

/** What a page of Markdown asks to be checked. */
export interface Page {
  readonly blocks: readonly Block[]
  readonly links: readonly Link[]
  /** Mistakes in the page itself, as sentences. */
  readonly faults: readonly string[]
  /** The ids that a link with `#` may name, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>
}

const fenceLine = /^(\s*)(`{3,}|~{3,})\s*([^\s`]*)/
const notExecuted = /^<!--\s*not executed(?::\s*(.*?))?\s*-->$/
const homeComment = /^<!--\s*imports like (\S+)\s*-->$/m
const continues = /^<!--\s*continues\s*-->$/
const codeLanguages = new Set(['ts', 'tsx', 'mts', 'typescript', 'js', 'mjs', 'jsx', 'javascript'])

const slug = (heading: string): string =>
  heading
    .replace(/`/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

/**
 * Reads a page: its code, its relative links, its anchors.
 *
 * Every fence marked `ts` is a block. The comment line `<!-- not executed: reason -->` before a fence takes it out;
 * `<!-- continues -->` puts the code of the block before it in front. `<!-- imports like packages/calendar -->` anywhere
 * in the page lets its code import what that package imports.
 *
 * @param path of the page, relative to the repository
 * @param usualHome the folder whose dependencies the page may import unless it names another
 */
export const readPage = (path: string, text: string, usualHome: string): Page => {
  const home = homeComment.exec(text)?.[1] ?? usualHome
  const blocks: Block[] = []
  const links: Link[] = []
  const faults: string[] = []
  const anchors = new Set<string>()
  const lines = text.split('\n')
  let before = ''
  let previous: string | undefined

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const fence = fenceLine.exec(line)
    if (fence === null) {
      const heading = /^#{1,6}\s+(.*)$/.exec(line)
      if (heading?.[1] !== undefined) {
        const id = slug(heading[1])
        let unique = id
        for (let n = 1; anchors.has(unique); n++) unique = `${id}-${n}`
        anchors.add(unique)
      }
      for (const [, id] of line.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) if (id !== undefined) anchors.add(id)
      const prose = line.replace(/`[^`]*`/g, '')
      for (const [, target] of prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(\S+)/g)) {
        if (target !== undefined && !/^[a-z][a-z+.-]*:/i.test(target)) links.push({ line: at + 1, target })
      }
      if (line.trim() !== '') before = line.trim()
      continue
    }
    const [, indent = '', ticks = '', language = ''] = fence
    const start = at + 1
    const code: string[] = []
    for (at++; at < lines.length && !(lines[at] ?? '').trim().startsWith(ticks); at++) {
      code.push((lines[at] ?? '').slice(indent.length))
    }
    const skipped = notExecuted.exec(before)
    const continued = continues.test(before)
    before = ''
    if (!codeLanguages.has(language)) continue
    const place = `${path}:${start}`
    if (skipped !== null) {
      if (!skipped[1]) faults.push(`${place}: say why it is not executed: <!-- not executed: reason -->`)
      continue
    }
    if (language !== 'ts') {
      faults.push(`${place}: write \`ts\` instead of \`${language}\`, or <!-- not executed: reason --> before it`)
      continue
    }
    if (continued && previous === undefined) faults.push(`${place}: there is no block before it to continue`)
    const whole = continued ? `${previous ?? ''}\n${code.join('\n')}` : code.join('\n')
    blocks.push({ place, home, code: whole })
    previous = whole
  }
  return { blocks, links, faults, anchors }
}
