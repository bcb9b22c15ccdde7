import { type Diagram, type DiagramState, escapeHtml } from '@convoke/core'
import { cleanLine } from '../terminal/clean.js'
import { type LayoutTool, layOut, type Placed } from './lay-out.js'
import { type Box, fontSize, type Line, lineHeight, linesOf, titleHeight } from './measures.js'

const colours = {
  ink: '#1f2329',
  line: '#5b6472',
  box: '#f5f7fa',
  state: '#ffffff',
  settled: '#e8f3ea',
  marked: '#ffe58f',
}
const fonts = "'Report Sans', system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"

/**
 * A diagram as SVG: one picture without scripts, styles from elsewhere or links, which any viewer shows. All text is
 * escaped.
 *
 * @param fills colours of states that have one of their own, by their names in the diagram
 */
export async function svgOf(
  diagram: Diagram,
  tool: LayoutTool,
  fills: ReadonlyMap<string, string> = new Map(),
): Promise<string> {
  const placed = await layOut(diagram, tool)
  const { width, height } = placed
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${fonts}" font-size="${fontSize}">`,
    `<title>${text(diagram.title)}</title>`,
    '<defs><marker id="tip" markerWidth="9" markerHeight="8" refX="8" refY="4" orient="auto" markerUnits="userSpaceOnUse">' +
      `<path d="M0 0L9 4L0 8z" fill="${colours.line}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...placed.states.map(({ state, box }) => drawn(state, box, fills.get(state.name))),
    ...placed.arrows.map(arrow),
    '</svg>',
    '',
  ].join('\n')
}

function drawn({ kind, label, marked: isMarked }: DiagramState, box: Box, colour: string | undefined): string {
  const marked = isMarked || colour !== undefined
  const { x, y, width, height } = box
  const stroke = `stroke="${colours.line}"${marked ? ' stroke-width="2"' : ''}`
  const fill = (own: string) => `fill="${marked ? (colour ?? colours.marked) : own}"`
  const at = `x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"`
  switch (kind) {
    case 'begin':
      return `<circle cx="${px(x + width / 2)}" cy="${px(y + height / 2)}" r="${px(width / 2)}" fill="${colours.line}"/>`
    case 'any':
      return hexagon(box) + lines(linesOf(label), box)
    case 'box':
      return (
        `<rect ${at} rx="6" ${fill(colours.box)} ${stroke}/>` +
        `<text x="${px(x + 12)}" y="${px(y + titleHeight - 5)}" font-weight="600" fill="${colours.ink}">${text(label)}</text>`
      )
    default:
      return (
        `<rect ${at} rx="${kind === 'settled' ? px(Math.min(height / 2, 20)) : 4}" ${fill(kind === 'settled' ? colours.settled : colours.state)} ${stroke}/>` +
        lines(linesOf(label), box)
      )
  }
}

function hexagon({ x, y, width, height }: Box): string {
  const points = [
    [x + 12, y],
    [x + width - 12, y],
    [x + width, y + height / 2],
    [x + width - 12, y + height],
    [x + 12, y + height],
    [x, y + height / 2],
  ] as const
  const places = points.map(([left, top]) => `${px(left)},${px(top)}`).join(' ')
  return `<polygon points="${places}" fill="${colours.state}" stroke="${colours.line}" stroke-dasharray="4 3"/>`
}

/** Lines of text in the middle of a box. */
function lines(all: readonly Line[], { x, y, width, height }: Box): string {
  const middle = x + width / 2
  const first = y + height / 2 - ((all.length - 1) * lineHeight) / 2 + fontSize * 0.36
  return all
    .map(
      (line, at) =>
        `<text x="${px(middle)}" y="${px(first + at * lineHeight)}" text-anchor="middle" fill="${colours.ink}">${text(line)}</text>`,
    )
    .join('')
}

function arrow({ points, lines: said, label }: Placed['arrows'][number]): string {
  if (points.length === 0) return ''
  const path = points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('')
  const line = `<path d="${path}" fill="none" stroke="${colours.line}" marker-end="url(#tip)"/>`
  if (label === undefined) return line
  const { x, y, width, height } = label
  const ground = `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" fill="#ffffff" fill-opacity="0.85"/>`
  return line + ground + lines(said, label)
}

function px(n: number): string {
  return String(Math.round(n * 10) / 10)
}

/** What a picture may hold: no control characters, which XML does not admit, and nothing that is read as markup. */
function text(value: string): string {
  return escapeHtml(cleanLine(value))
}
