import ts from 'typescript'

/** Code whose `// =>` comments have become calls, and what each call expects. */
export interface Instrumented {
  readonly code: string
  readonly expectations: ReadonlyArray<{ readonly line: number; readonly expected: string }>
  /** Comments that stand beside nothing that has a value, as sentences. */
  readonly faults: readonly string[]
}

/**
 * Turns each `// =>` comment into a comparison at that place.
 *
 * The comment stands behind an expression, a `console.log` of one value, or a declaration of one constant, or on its
 * own line under it; more `//` lines under it belong to it. Line numbers stay.
 */
export const instrument = (code: string): Instrumented => {
  const source = ts.createSourceFile('block.ts', code, ts.ScriptTarget.ESNext, true)
  const lines = code.split('\n')
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line
  const expectations: Array<{ line: number; expected: string }> = []
  const faults: string[] = []
  const edits: Array<{ start: number; end: number; text: string }> = []

  const statements: ts.Statement[] = []
  const collect = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) || ts.isVariableStatement(node)) statements.push(node)
    ts.forEachChild(node, collect)
  }
  collect(source)

  const onlyName = (binding: ts.BindingName): string | undefined => {
    if (ts.isIdentifier(binding)) return binding.text
    const [element, ...others] = binding.elements
    return element !== undefined && others.length === 0 && ts.isBindingElement(element)
      ? onlyName(element.name)
      : undefined
  }

  /** The expression whose value a comment talks about, and whether it takes the statement's place. */
  const subject = (statement: ts.Statement): { text: string; replaces: boolean } | undefined => {
    if (ts.isVariableStatement(statement)) {
      const [declaration, ...others] = statement.declarationList.declarations
      if (declaration === undefined || others.length > 0) return undefined
      const name = onlyName(declaration.name)
      return name === undefined ? undefined : { text: name, replaces: false }
    }
    if (!ts.isExpressionStatement(statement)) return undefined
    const { expression } = statement
    if (ts.isCallExpression(expression) && expression.expression.getText() === 'console.log') {
      const [argument, ...others] = expression.arguments
      return argument !== undefined && others.length === 0 ? { text: argument.getText(), replaces: true } : undefined
    }
    return { text: expression.getText(), replaces: true }
  }

  const mayAwait = (node: ts.Node): boolean => {
    const owner = ts.findAncestor(node, ts.isFunctionLike)
    return owner === undefined || (ts.getModifiers(owner as ts.FunctionDeclaration) ?? []).some(isAsync)
  }
  const isAsync = ({ kind }: ts.Node): boolean => kind === ts.SyntaxKind.AsyncKeyword

  for (let line = 0; line < lines.length; line++) {
    const text = lines[line] ?? ''
    const comment = /(^|\s)\/\/ =>(.*)$/.exec(text)
    if (comment === null) continue
    const ownLine = text.slice(0, comment.index).trim() === ''
    const expected = [comment[2]?.trim() ?? '']
    const first = line
    while (/^\s*\/\/(?! =>)/.test(lines[line + 1] ?? ''))
      expected.push((lines[++line] ?? '').replace(/^\s*\/\/\s?/, ''))

    const statement = statements.findLast(
      candidate =>
        lineOf(candidate.getEnd()) === (ownLine ? first - 1 : first) && lineOf(candidate.getStart()) <= first,
    )
    const meant = statement && subject(statement)
    if (statement === undefined || meant === undefined) {
      faults.push(`line ${first + 1}: \`// =>\` stands beside nothing that has one value`)
      continue
    }
    const call = mayAwait(statement)
      ? `;await __expect(${expectations.length}, async () => (${meant.text}));`
      : `;__expectNow(${expectations.length}, () => (${meant.text}));`
    edits.push(
      meant.replaces
        ? { start: statement.getStart(), end: statement.getEnd(), text: call }
        : { start: statement.getEnd(), end: statement.getEnd(), text: call },
    )
    expectations.push({ line: first + 1, expected: expected.join('\n').trim() })
  }

  let result = code
  for (const { start, end, text } of edits.sort((left, right) => right.start - left.start)) {
    result = result.slice(0, start) + text + result.slice(end)
  }
  return { code: `${result}\nexport {}\n`, expectations, faults }
}
