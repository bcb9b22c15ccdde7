import { isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml'
import { issueAt, type ScenarioIssue } from './issues.js'
import { hasWidePunctuation, widePunctuation, yamlWords } from './yaml-words.js'

/** What a text says, and where. */
export type YamlText =
  | {
      readonly ok: true
      readonly value: unknown
      /** The line, from 1, of a place such as `cases.0.arrivals`: the nearest there is. */
      lineAt(path: string): number
    }
  | { readonly ok: false; readonly issues: readonly ScenarioIssue[] }

/**
 * Reads YAML or JSON, and keeps where everything stands, so that whatever is found wrong later can be told with its line. Pure.
 *
 * @example
 * const read = readYaml('a:\n  b.c: 1\n  d: 2')
 * read.ok && [read.lineAt('a.b.c'), read.lineAt('a.d.e')] // => [2, 3]
 * const twice = readYaml('a: 1\na: 2')
 * twice.ok ? [] : twice.issues.map(({ line, message }) => `${line} ${message.en}`) // => ['2 "a" is there twice; leave one']
 */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const lineOf = (offset: number | undefined) => lines.linePos(offset ?? 0).line
  const rows = text.split('\n')
  const syntax = (error: Pick<YAMLError, 'code' | 'message'>, offset: number | undefined): ScenarioIssue => {
    const line = lineOf(offset)
    const { en, 'zh-CN': zh } = yamlWords(error, rows[line - 1] ?? '')
    return { ...issueAt([], en, zh), line }
  }
  const told = (error: YAMLError): ScenarioIssue => {
    const [at] = error.pos
    if (error.code !== 'DUPLICATE_KEY') return syntax(error, at)
    const name = (/^(?:[^:\n]|:(?=\S))*/.exec(text.slice(at))?.[0] ?? '').trim().slice(0, 100)
    return {
      ...issueAt([], `"${name}" is there twice; leave one`, `"${name}" 出现了两次；请只留一处`),
      line: lineOf(at),
    }
  }
  if (document.errors.length > 0) return { ok: false, issues: document.errors.map(told) }
  const hidden: ScenarioIssue[] = []
  visit(document, {
    Pair(_, { key }) {
      // `desk：{ staff: 1 }` is a name that ends within the brace.
      if (isScalar(key) && /：\s*[{[]/u.test(String(key.value)))
        hidden.push({ ...issueAt([], widePunctuation.en, widePunctuation['zh-CN']), line: lineOf(key.range?.[0]) })
      // A member called `__proto__` would vanish on the way to JSON.
      if (isScalar(key) && key.value === '__proto__')
        hidden.push(syntax({ code: 'BAD_PROP_ORDER', message: '"__proto__" is no name' }, key.range?.[0]))
    },
  })
  if (hidden.length > 0) return { ok: false, issues: hidden }
  let value: unknown
  try {
    // Aliases are refused above a hundred uses, so that a small text cannot become a large scenario.
    value = document.toJS({ maxAliasCount: 100 })
  } catch (thrown) {
    return { ok: false, issues: [syntax({ code: 'BAD_ALIAS', message: (thrown as Error).message }, 0)] }
  }
  // Without one colon of YAML's own the whole text is one value.
  if (typeof value === 'string' && hasWidePunctuation(value))
    return { ok: false, issues: [{ ...issueAt([], widePunctuation.en, widePunctuation['zh-CN']), line: 1 }] }
  const lineAt = (path: string): number => {
    // A name may hold dots: the longest way into the document that there is.
    let node: unknown = document.contents
    let found = 1
    let rest = path === '' ? [] : path.split('.')
    while (rest.length > 0) {
      let length = rest.length
      for (; length > 0; length--) {
        const name = rest.slice(0, length).join('.')
        const pair = pairAt(node, name)
        if (pair === undefined) continue
        found = lineOf(pair.offset ?? undefined)
        node = pair.value
        break
      }
      if (length === 0) break
      rest = rest.slice(length)
    }
    return found
  }
  return { ok: true, value, lineAt }
}

interface Found {
  readonly offset: number | undefined
  readonly value: unknown
}

function pairAt(node: unknown, name: string): Found | undefined {
  const { items } = (node ?? {}) as { readonly items?: readonly unknown[] }
  if (items === undefined) return undefined
  const offsetOf = (one: unknown) => (one as { readonly range?: readonly number[] | null } | null)?.range?.[0]
  for (const item of items) {
    const { key, value } = item as { readonly key?: unknown; readonly value?: unknown }
    if (isScalar(key) && String(key.value) === name) return { offset: offsetOf(key), value }
  }
  const item = /^\d+$/.test(name) ? items[Number(name)] : undefined
  const isPair = typeof item === 'object' && item !== null && 'key' in item
  return item === undefined || isPair ? undefined : { offset: offsetOf(item), value: item }
}
