import { inspect } from 'node:util'
import ts from 'typescript'

const rest = '$rest'

/** `…` and `...` outside of strings become a name the parser knows. */
const withoutEllipses = (text: string): string =>
  text.replace(/('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)|…|\.\.\.(?=\s*[,}\])]|\s*$)/g, (all, quoted) =>
    quoted === undefined ? rest : all,
  )

const isRest = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === rest

/** A value as documentation shows it: one line where it is short. */
export const render = (value: unknown): string =>
  inspect(value, { depth: 8, breakLength: 100, maxArrayLength: 50, maxStringLength: 1000, sorted: false })

const stringMatches = (pattern: string, value: unknown): boolean => {
  if (typeof value !== 'string') return false
  const [head = '', ...tail] = pattern.split('…')
  if (tail.length === 0) return value === pattern
  const last = tail.pop() ?? ''
  let at = head.length
  if (!value.startsWith(head)) return false
  for (const part of tail) {
    const found = value.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return value.length - last.length >= at && value.endsWith(last)
}

const keyOf = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : name.getText()

/** Compares a value with a literal; undefined where the text is no literal. */
const literalMatches = (node: ts.Expression, value: unknown): boolean | undefined => {
  if (ts.isParenthesizedExpression(node)) return literalMatches(node.expression, value)
  if (isRest(node)) return true
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return stringMatches(node.text, value)
  if (ts.isNumericLiteral(node)) return Object.is(value, Number(node.text.replaceAll('_', '')))
  if (ts.isBigIntLiteral(node)) return value === BigInt(node.text.slice(0, -1))
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    return typeof value === 'number' || typeof value === 'bigint' ? literalMatches(node.operand, -value) : false
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return value === true
  if (node.kind === ts.SyntaxKind.FalseKeyword) return value === false
  if (node.kind === ts.SyntaxKind.NullKeyword) return value === null
  if (ts.isIdentifier(node)) {
    const known: Record<string, unknown> = { undefined, NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY }
    return node.text in known ? Object.is(value, known[node.text]) : undefined
  }
  if (ts.isArrayLiteralExpression(node)) {
    const open = node.elements.some(isRest)
    const elements = node.elements.filter(element => !isRest(element))
    const verdicts = elements.map((element, at) =>
      literalMatches(element, Array.isArray(value) ? value[at] : undefined),
    )
    if (verdicts.includes(undefined)) return undefined
    const enough = Array.isArray(value) && (open ? value.length >= elements.length : value.length === elements.length)
    return enough && verdicts.every(Boolean)
  }
  if (ts.isObjectLiteralExpression(node)) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    const fields = isObject ? (value as Record<string, unknown>) : {}
    const named = new Set<string>()
    let open = false
    let same = isObject
    for (const property of node.properties) {
      if (ts.isShorthandPropertyAssignment(property) && isRest(property.name)) open = true
      else if (ts.isPropertyAssignment(property)) {
        const key = keyOf(property.name)
        const verdict = literalMatches(property.initializer, fields[key])
        if (verdict === undefined) return undefined
        named.add(key)
        same &&= verdict && (key in fields || isRest(property.initializer) === false)
      } else return undefined
    }
    // `{ a: undefined }` shows like `{}` in JSON: such a field may be left out.
    return same && (open || Object.keys(fields).every(key => named.has(key) || fields[key] === undefined))
  }
  return undefined
}

/**
 * Whether a value is what a `// =>` comment says.
 *
 * The text is a literal of JavaScript in which `…` (or `...`) stands for anything: a value, the other fields of an
 * object, the other items at the end of an array, a part of a string. Other texts are compared with what
 * `util.inspect` shows, and with the characters of a string.
 */
export const matches = (expected: string, value: unknown): boolean => {
  const source = ts.createSourceFile('expected.ts', `(${withoutEllipses(expected)})`, ts.ScriptTarget.ESNext, true)
  const [statement, ...others] = source.statements
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly unknown[] }
  const verdict =
    parseDiagnostics.length === 0 &&
    others.length === 0 &&
    statement !== undefined &&
    ts.isExpressionStatement(statement)
      ? literalMatches(statement.expression, value)
      : undefined
  const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim()
  if (verdict !== undefined) return verdict
  return [render(value), ...(typeof value === 'string' ? [value] : [])].some(
    text => squeeze(expected) === squeeze(text),
  )
}
