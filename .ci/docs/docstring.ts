import ts from 'typescript'
import { codeOf, type Declaration } from './public-exports.js'

/** What a docstring says, by tag. Texts are Markdown as written, on one line a paragraph. */
export interface Docstring {
  readonly text: string
  readonly parameters: ReadonlyArray<{ readonly name: string; readonly text: string }>
  readonly returns: readonly string[]
  readonly throws: readonly string[]
  readonly sources: readonly string[]
  readonly examples: readonly string[]
}

const flat = (text: string): string =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map(paragraph =>
      // A list stays a list; any other line break is where the editor was full.
      paragraph.replace(/\n(?!\s*[-*|\d])\s*/g, ' ').trim(),
    )
    .join('\n\n')

const textOf = (comment: ts.JSDoc['comment']): string => flat(ts.getTextOfJSDocComment(comment) ?? '')

/** Everything that the docstrings of a name say: overloads and a type of the same name included. */
export const docstringOf = (declarations: readonly Declaration[]): Docstring => {
  // A variable's docstring stands before its statement; TypeScript finds it from the variable.
  const docs = declarations.flatMap(node => ts.getJSDocCommentsAndTags(node)).filter(ts.isJSDoc)
  const tags = docs.flatMap(doc => [...(doc.tags ?? [])])
  const named = (name: string): string[] =>
    tags
      .filter(({ tagName }) => tagName.text === name)
      .map(tag => textOf(tag.comment))
      .filter(text => text !== '')
  return {
    text: docs
      .map(doc => textOf(doc.comment))
      .filter(text => text !== '')
      .join('\n\n'),
    parameters: tags
      .filter(ts.isJSDocParameterTag)
      .map(tag => ({ name: tag.name.getText(), text: textOf(tag.comment).replace(/^-\s*/, '') })),
    returns: named('returns'),
    throws: named('throws'),
    sources: named('source'),
    examples: tags.filter(({ tagName }) => tagName.text === 'example').map(codeOf),
  }
}

/** The first sentence: what a table has room for. */
export const firstSentence = (text: string): string => {
  const [paragraph = ''] = text.split('\n\n')
  // A full stop inside brackets or code, or of `e.g.`, ends nothing.
  return /^(?:`[^`]*`|\([^)]*\)|[^`(])*?[.:。](?=\s|$)/.exec(paragraph)?.[0].replace(/:$/, '.') ?? paragraph
}
