import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import type { Block } from './block.js'

/** One name that a package gives to its users. */
export interface PublicExport {
  readonly name: string
  /** Where it is declared: a type and a function of one name are two declarations, and so are overloads. */
  readonly declarations: readonly Declaration[]
  /** `packages/core/src/decide.ts:30` */
  readonly place: string
  readonly isType: boolean
  readonly isFunction: boolean
  readonly hasDocstring: boolean
  readonly examples: ReadonlyArray<{ readonly place: string; readonly code: string }>
}

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true)

const sourceOf = (from: string, specifier: string): string | undefined => {
  const base = join(dirname(from), specifier).replace(/\.jsx?$/, '')
  return [`${base}.ts`, `${base}.tsx`].find(existsSync)
}

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)

export type Declaration = ts.VariableDeclaration | ts.DeclarationStatement

const declarationsOf = (source: ts.SourceFile, name: string): Declaration[] =>
  source.statements.flatMap((statement): Declaration[] => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.filter(
        declaration => ts.isIdentifier(declaration.name) && declaration.name.text === name,
      )
    }
    const declared =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement)
    return declared && statement.name?.text === name ? [statement] : []
  })

const examplesIn = (node: ts.Node): ts.JSDocTag[] => {
  const own = ts.getJSDocTags(node).filter(tag => tag.tagName.text === 'example')
  const nested: ts.JSDocTag[] = []
  ts.forEachChild(node, child => {
    nested.push(...examplesIn(child))
  })
  return [...new Set([...own, ...nested])]
}

/** The code of an `@example`, without a fence. */
export const codeOf = (tag: ts.JSDocTag): string =>
  (ts.getTextOfJSDocComment(tag.comment) ?? '').trim().replace(/^```(?:ts|typescript)?\n([\s\S]*?)\n?```$/, '$1')

/**
 * The public names of one entry point, followed through its own files. Names taken from another package are left
 * to that package.
 *
 * @param entry the source file that `exports` names
 */
export const publicExports = (entry: string, root: string): PublicExport[] => {
  const at = (source: ts.SourceFile, position: number): string =>
    `${relative(root, source.fileName)}:${source.getLineAndCharacterOfPosition(position).line + 1}`

  const describe = (source: ts.SourceFile, local: string, name: string): PublicExport[] => {
    const declarations = declarationsOf(source, local)
    const first = declarations[0]
    if (first === undefined) return through(source, local).map(found => ({ ...found, name }))
    return [
      {
        name,
        declarations,
        place: at(source, first.getStart()),
        isType: declarations.every(node => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)),
        isFunction: declarations.some(
          node =>
            ts.isFunctionDeclaration(node) ||
            (ts.isVariableDeclaration(node) &&
              node.initializer !== undefined &&
              (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer))),
        ),
        hasDocstring: declarations.some(node =>
          ts.getJSDocCommentsAndTags(node).some(doc => ts.isJSDoc(doc) && doc.comment !== undefined),
        ),
        examples: declarations
          .flatMap(examplesIn)
          .map(tag => ({ place: `${at(source, tag.getStart())} @example of ${name}`, code: codeOf(tag) })),
      },
    ]
  }

  /** A name that the file imports or re-exports from another file of the package. */
  const through = (source: ts.SourceFile, name: string): PublicExport[] =>
    source.statements.flatMap(statement => {
      const from =
        (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) && statement.moduleSpecifier
          ? sourceOf(source.fileName, (statement.moduleSpecifier as ts.StringLiteral).text)
          : undefined
      if (from === undefined) return []
      const bindings = ts.isImportDeclaration(statement)
        ? statement.importClause?.namedBindings
        : (statement as ts.ExportDeclaration).exportClause
      if (bindings === undefined || !('elements' in bindings)) return []
      return [...bindings.elements]
        .filter(element => element.name.text === name)
        .flatMap(element => describe(parse(from), (element.propertyName ?? element.name).text, name))
    })

  const all = (source: ts.SourceFile): PublicExport[] =>
    source.statements.flatMap(statement => {
      if (ts.isExportDeclaration(statement)) {
        const { exportClause, moduleSpecifier } = statement
        const from = moduleSpecifier && sourceOf(source.fileName, (moduleSpecifier as ts.StringLiteral).text)
        if (moduleSpecifier !== undefined && from === undefined) return []
        const file = from === undefined ? source : parse(from)
        if (exportClause === undefined) return all(file)
        if (!ts.isNamedExports(exportClause)) return []
        return exportClause.elements.flatMap(element =>
          describe(file, (element.propertyName ?? element.name).text, element.name.text),
        )
      }
      if (!isExported(statement)) return []
      if (ts.isVariableStatement(statement)) {
        return statement.declarationList.declarations.flatMap(({ name }) =>
          ts.isIdentifier(name) ? describe(source, name.text, name.text) : [],
        )
      }
      const named = statement as ts.DeclarationStatement
      return named.name !== undefined && ts.isIdentifier(named.name)
        ? describe(source, named.name.text, named.name.text)
        : []
    })

  const found = new Map(all(parse(entry)).map(one => [one.name, one]))
  return [...found.values()]
}

/** What an example has to import: the public names it uses of its own entry point, and zod's `z`. */
export const importsOf = (code: string, names: readonly PublicExport[], specifier: string): string[] => {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ESNext, true)
  const words = new Set<string>()
  const bound = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node
      const isLabel =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node)
      const isBinding =
        (ts.isVariableDeclaration(parent) ||
          ts.isParameter(parent) ||
          ts.isBindingElement(parent) ||
          ts.isFunctionDeclaration(parent) ||
          ts.isImportSpecifier(parent) ||
          ts.isImportClause(parent) ||
          ts.isNamespaceImport(parent)) &&
        parent.name === node
      if (isBinding) bound.add(node.text)
      else if (!isLabel) words.add(node.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  const used = names.filter(({ name }) => words.has(name) && !bound.has(name))
  const own = used.map(({ name, isType }) => (isType ? `type ${name}` : name)).join(', ')
  return [
    ...(own === '' ? [] : [`import { ${own} } from '${specifier}'`]),
    ...(words.has('z') && !bound.has('z') ? [`import * as z from 'zod'`] : []),
  ]
}

/**
 * The examples of an entry point as blocks, each with {@link importsOf} in front. An example whose first line says
 * `// not executed: reason` is left out.
 */
export const exampleBlocks = (names: readonly PublicExport[], specifier: string, home: string): Block[] =>
  names.flatMap(({ examples }) =>
    examples.flatMap(({ place, code }) => {
      if (/^\/\/ not executed: \S/.test(code)) return []
      const imports = importsOf(code, names, specifier)
      // On one line, so that the numbers of the lines stay those of the docstring.
      return [{ place, home, code: imports.length === 0 ? code : `${imports.join('; ')}; ${code}` }]
    }),
  )
