// Just enough XML for the suite: elements, attributes, text; comments and declarations are passed over.

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const decoded = (text: string): string => text.replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)

interface Open {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: XmlElement[]
  text: string
}

/** The root element of a document. */
export function readXml(source: string): XmlElement {
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const token =
    /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[?!][^>]*>|<\/[^>]+>|<([\w:.-]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>|[^<]+/g
  for (const [whole, data, name, attributes = '', closed] of source.matchAll(token)) {
    const at = open.at(-1) as Open
    if (whole.startsWith('</')) open.pop()
    else if (name !== undefined) {
      const element: Open = { name: name.replace(/^.*:/, ''), attributes: {}, children: [], text: '' }
      for (const [, key, double, single] of attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
        element.attributes[key as string] = decoded(double ?? single ?? '')
      }
      at.children.push(element)
      if (closed === '') open.push(element)
    } else if (data !== undefined) at.text += data
    else if (!whole.startsWith('<')) at.text += decoded(whole)
  }
  return root.children[0] as XmlElement
}
