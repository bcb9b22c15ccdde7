import ts from 'typescript'
import type { Declaration } from './public-exports.js'

const exportWord = /^export\s+(?:declare\s+)?/

/** Source as written, shifted left by the indentation of the line it begins on. */
const dedent = (text: string, indent: number): string =>
  text
    .split('\n')
    .map((line, at) => (at === 0 ? line : line.replace(new RegExp(`^ {0,${indent}}`), '')))
    .join('\n')

/** Members of an interface without the examples in their docstrings: a signature is read, an example is run. */
const withoutExamples = (text: string): string =>
  text.replace(/\n?[ \t]*\*[ \t]*@example[\s\S]*?(?=\n[ \t]*\*\/|\n[ \t]*\*[ \t]*@)/g, '')

const written = (node: ts.Node): string => {
  const source = node.getSourceFile()
  const lineStart = source.text.lastIndexOf('\n', node.getStart()) + 1
  const indent = /^ */.exec(source.text.slice(lineStart))?.[0].length ?? 0
  return withoutExamples(dedent(node.getText(), indent))
}

const variable = (node: ts.VariableDeclaration, name: string): string => {
  if (node.type !== undefined) return `const ${name}: ${written(node.type)}`
  const made = node.initializer
  if (made === undefined) return `const ${name}`
  if (ts.isArrowFunction(made) || ts.isFunctionExpression(made)) {
    const generics = made.typeParameters === undefined ? '' : `<${made.typeParameters.map(written).join(', ')}>`
    const given = made.parameters.map(written).join(', ')
    return `function ${name}${generics}(${given})${made.type === undefined ? '' : `: ${written(made.type)}`}`
  }
  const text = written(made)
  if (ts.isCallExpression(made)) return `const ${name} = ${made.expression.getText()}(…)`
  return text.length <= 1000 ? `const ${name} = ${text}` : `const ${name} = …`
}

const withoutBody = (node: ts.ClassDeclaration): string => {
  const source = node.getSourceFile().text
  const head = source.slice(node.getStart(), node.members.pos).replace(exportWord, '').trimEnd()
  const isPrivate = (member: ts.ClassElement) =>
    (ts.canHaveModifiers(member) &&
      (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)) ||
    (member.name !== undefined && (ts.isPrivateIdentifier(member.name) || ts.isComputedPropertyName(member.name)))
  const members = node.members.flatMap(member => {
    if (isPrivate(member)) return []
    const doc = ts
      .getJSDocCommentsAndTags(member)
      .filter(ts.isJSDoc)
      .map(found => withoutExamples(dedent(found.getText(), 2)))
    const body = 'body' in member ? (member.body as ts.Block | undefined) : undefined
    const end = body === undefined ? member.end : body.pos
    return [...doc, dedent(source.slice(member.getStart(), end).trim(), 2)]
  })
  return `${head}\n${members.map(member => member.replace(/^/gm, '  ')).join('\n')}\n}`
}

/** How a name is declared, without what it does: the source up to the body. `name` is the one it is exported under. */
export const signatureOf = (declaration: Declaration, name: string): string => {
  if (ts.isVariableDeclaration(declaration)) return variable(declaration, name)
  if (ts.isClassDeclaration(declaration)) return withoutBody(declaration)
  if (ts.isFunctionDeclaration(declaration)) {
    const end = declaration.body?.pos ?? declaration.end
    const text = declaration.getSourceFile().text.slice(declaration.getStart(), end)
    return dedent(
      text
        .replace(exportWord, '')
        .replace(/^async\s+/, '')
        .trim(),
      0,
    )
  }
  return written(declaration).replace(exportWord, '')
}

/** The names that a signature mentions, in the order they appear. */
export const mentionedIn = (declaration: Declaration): string[] => {
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) return
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) found.add(node.typeName.text)
    if (ts.isExpressionWithTypeArguments(node) && ts.isIdentifier(node.expression)) found.add(node.expression.text)
    ts.forEachChild(node, visit)
  }
  // Of a value without a written type, the initializer is no signature.
  if (ts.isVariableDeclaration(declaration) && declaration.type !== undefined) visit(declaration.type)
  else visit(declaration)
  return [...found]
}
