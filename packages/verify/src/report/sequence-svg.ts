// The sequence diagram of a story as a picture: who does what, from above to below.
import { escapeHtml } from '@convoke/core'

const lane = 190
const row = 34
const top = 54

const known: Readonly<Record<string, string>> = { clock: '时钟', 'linked case': '关联办件' }

/**
 * A Mermaid sequence diagram, as `verifyCaseType` writes it, drawn as SVG.
 *
 * @param said what is said at each step, where it is not to be said as in the diagram
 */
export function sequenceSvg(diagram: string, said?: readonly string[]): string {
  const people: { readonly id: string; readonly name: string }[] = []
  const steps: { readonly from: string; readonly says: string }[] = []
  for (const line of diagram.split('\n')) {
    const person = /^ {2}participant (\S+) as (.*)$/.exec(line)
    const step = /^ {2}(\S+)->>case: (.*)$/.exec(line)
    if (person !== null) people.push({ id: person[1] as string, name: named(plain(person[2] as string)) })
    else if (step !== null)
      steps.push({ from: step[1] as string, says: said?.[steps.length] ?? plain(step[2] as string) })
  }
  function named(name: string): string {
    return said === undefined ? name : (known[name] ?? name)
  }
  const width = people.length * lane
  const height = top + steps.length * row + 16
  const middle = (id: string) => (people.findIndex(person => person.id === id) + 0.5) * lane
  const end = middle('case')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-size="13">`,
    ...people.map(({ id, name }) => {
      const x = middle(id)
      return (
        `<line x1="${x}" y1="34" x2="${x}" y2="${height}" stroke="#c3cad4" stroke-dasharray="4 3"/>` +
        `<rect x="${x - lane / 2 + 8}" y="6" width="${lane - 16}" height="28" rx="4" fill="#fff" stroke="#5b6472"/>` +
        `<text x="${x}" y="25" text-anchor="middle">${escapeHtml(short(name, 24))}</text>`
      )
    }),
    ...steps.map(({ from, says }, n) => {
      const y = top + n * row + 14
      const x = middle(from)
      const tip = x < end ? end - 8 : end + 8
      return (
        `<line x1="${x}" y1="${y}" x2="${end}" y2="${y}" stroke="#1f2329"/>` +
        `<path d="M${end} ${y}L${tip} ${y - 4}L${tip} ${y + 4}z" fill="#1f2329"/>` +
        `<text x="${(x + end) / 2}" y="${y - 5}" text-anchor="middle">${escapeHtml(short(says, 60))}</text>`
      )
    }),
    '</svg>',
  ].join('')
}

/** What Mermaid is given as `#58;` is a colon again. */
function plain(text: string): string {
  return text.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}

function short(text: string, most: number): string {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
