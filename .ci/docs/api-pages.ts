import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { anchorsOf, headings, inOrder, isBehindTheTyping, kindOf, type Section, sectionsOf } from './api-sections.js'
import { docstringOf, firstSentence } from './docstring.js'
import type { Door } from './doors.js'
import { importsOf, type PublicExport } from './public-exports.js'
import { mentionedIn, signatureOf } from './signature.js'

/** A page of the reference: its path under `docs/reference/api/`, and its text. */
export interface ApiPage {
  readonly file: string
  readonly text: string
}

const isCaseType = ({ declarations }: PublicExport): boolean =>
  declarations.some(
    node =>
      ts.isVariableDeclaration(node) &&
      node.initializer !== undefined &&
      ts.isCallExpression(node.initializer) &&
      node.initializer.expression.getText() === 'defineCaseType',
  )

/** A cell: on one line, with its bars escaped. */
const cell = (text: string): string => text.replaceAll('\n', ' ').replaceAll('|', '\\|')

/** What an entry point takes over from another package: `export { … } from '@convoke/core'`, or all its types. */
const handedOn = (door: Door, root: string): ReadonlyMap<string, readonly string[]> => {
  const text = readFileSync(join(root, door.entry), 'utf8')
  const source = ts.createSourceFile(door.entry, text, ts.ScriptTarget.ESNext, true)
  const found = new Map<string, string[]>()
  for (const statement of source.statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) continue
    const from = (statement.moduleSpecifier as ts.StringLiteral).text
    if (from.startsWith('.') || statement.exportClause === undefined) continue
    if (!ts.isNamedExports(statement.exportClause)) continue
    const names = statement.exportClause.elements.map(({ name }) => name.text)
    found.set(from, [...(found.get(from) ?? []), ...names])
  }
  return found
}

/** Writes the reference of every public name. Pure but for the sources it reads. */
export const apiPages = (doors: readonly Door[], root: string): ApiPage[] => {
  const sections = doors.flatMap(sectionsOf)
  /** Where a name is described; the first door that declares it. */
  const places = new Map<string, string>()
  const anchors = new Map(sections.map(section => [section, anchorsOf(section)]))
  for (const [{ file }, own] of anchors)
    for (const [{ name }, id] of own) if (!places.has(name)) places.set(name, `${file}#${id}`)
  const umbrella = doors.find(({ specifier }) => specifier === 'convoke')
  const given = umbrella === undefined ? new Map<string, readonly string[]>() : handedOn(umbrella, root)
  const fromUmbrella = new Set([...given.values()].flat())
  const errorFamilies = new Set(readdirSync(join(root, 'docs/reference/errors')).map(file => file.replace(/\.md$/, '')))

  /** Docstring Markdown as page Markdown: links to other names, codes linked to the page of their family. */
  const prose = (text: string, here: string): string =>
    text
      .replace(/\{@link\s+([\w.]+)\s*\}/g, (_, name: string) => link(name.split('.')[0] ?? name, here, name))
      .replace(/`([a-z]+)\/([a-z-]+)`/g, (all, family: string, code: string) =>
        errorFamilies.has(family) ? `[${all}](../errors/${family}.md#${family}${code})` : all,
      )
      .replaceAll('](docs/', '](../../')
      .replace(/(?<![\w(/])docs\/([\w/.-]+\.md(?:#[\w-]+)?)/g, '[$1](../../$1)')
  const link = (name: string, here: string, shown = name): string => {
    const place = places.get(name)
    if (place === undefined) return `\`${shown}\``
    return `[\`${shown}\`](${place.startsWith(`${here}#`) ? place.slice(here.length) : place})`
  }

  const entryOf = (one: PublicExport, section: Section): string[] => {
    const doc = docstringOf(one.declarations)
    const { specifier, names } = section.door
    const door = fromUmbrella.has(one.name) ? 'convoke' : specifier
    const mentioned = [...new Set(one.declarations.flatMap(mentionedIn))].filter(
      name => name !== one.name && places.has(name),
    )
    const lines = [
      `### ${one.name}`,
      '',
      '```ts',
      ...(one.isType ? [] : [`import { ${one.name} } from '${door}'`, '']),
      one.declarations
        .map(declaration => signatureOf(declaration, one.name))
        .join('\n\n')
        .replace(/\{@link\s+([\w.]+)\s*\}/g, '$1'),
      '```',
      '',
      prose(doc.text, section.file),
      '',
    ]
    const facts = [
      ...doc.parameters.map(({ name, text }) => `- \`${name}\`: ${prose(text, section.file)}`),
      ...doc.returns.map(text => `- Returns ${prose(text, section.file)}`),
      ...doc.throws.map(text => `- Throws ${prose(text, section.file)}`),
      ...doc.sources.map(text => `- Source: ${prose(text, section.file)}`),
      ...(isCaseType(one) ? ['- Its states, commands, deadlines and parameters: [case types](../case-types.md)'] : []),
      ...(mentioned.length === 0 ? [] : [`- See ${mentioned.map(name => link(name, section.file)).join(', ')}`]),
      `- In [${one.place.replace(/:\d+$/, '')}](../../../${one.place.replace(/:\d+$/, '')})`,
    ]
    lines.push(...facts, '')
    for (const code of doc.examples) {
      const shown = code.replace(/^\/\/ not executed: .*\n/, '')
      lines.push('```ts', ...importsOf(shown, names, specifier), shown, '```', '')
    }
    return lines
  }

  const tableOf = (names: readonly PublicExport[], section: Section): string[] => [
    '| name | what it is |',
    '|---|---|',
    ...names.map(
      one =>
        `| [\`${one.name}\`](#${anchors.get(section)?.get(one)}) | ${cell(
          prose(firstSentence(docstringOf(one.declarations).text), section.file),
        )} |`,
    ),
    '',
  ]

  const pageOf = (section: Section): ApiPage => {
    const shown = inOrder(section.names).filter(one => !isBehindTheTyping(one))
    const behind = inOrder(section.names).filter(isBehindTheTyping)
    const chapters = Object.values(headings)
      .map(kind => ({ kind, names: shown.filter(one => kindOf(one) === kind) }))
      .filter(({ names }) => names.length > 0)
    return {
      file: section.file,
      text: [
        `# ${section.title}`,
        '',
        `${section.door.description}. [All of the reference](README.md) · [the package](../../../${section.door.home}/README.md)`,
        '',
        ...chapters.flatMap(({ kind, names }) => [`**${kind}**`, '', ...tableOf(names, section)]),
        ...chapters.flatMap(({ kind, names }) => [`## ${kind}`, '', ...names.flatMap(one => entryOf(one, section))]),
        ...(behind.length === 0
          ? []
          : [
              '## Types behind the typing',
              '',
              'They stand in declaration files and error messages; nobody writes them.',
              '',
              '| name | what it is |',
              '|---|---|',
              ...behind.map(
                one =>
                  `| <a id="${anchors.get(section)?.get(one)}"></a>\`${one.name}\` | ${cell(
                    prose(firstSentence(docstringOf(one.declarations).text), section.file),
                  )} |`,
              ),
              '',
            ]),
      ].join('\n'),
    }
  }

  const umbrellaLines = [...given].flatMap(([from, names]) => [
    `From \`${from}\`: ${[...names]
      .sort((a, b) => a.localeCompare(b, 'en'))
      .map(name => link(name, 'README.md'))
      .join(', ')}.`,
    '',
  ])
  const written = sections.filter(({ names }) => names.length > 0)
  const homes = [...new Set(written.map(({ door }) => door.home))]
  const index: ApiPage = {
    file: 'README.md',
    text: [
      '# API reference',
      '',
      'Every public name of every package: how it is declared, what its docstring says, its errors by code, and an',
      'example that is run with every test. Written from the sources; nothing here is written by hand.',
      '',
      ...homes.flatMap(home => {
        const own = written.filter(({ door }) => door.home === home)
        return [
          `**${own[0]?.door.description}**`,
          '',
          ...own.map(
            ({ file, title, names }) =>
              `- [${title}](${file}), ${names.length} ${names.length === 1 ? 'name' : 'names'}`,
          ),
          '',
        ]
      }),
      '## convoke',
      '',
      'The umbrella package: what an application imports, with all types of core and engine. No logic of its own.',
      '',
      ...umbrellaLines,
    ].join('\n'),
  }
  return [index, ...written.map(pageOf)].map(({ file, text }) => ({
    file,
    text: `${text.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`,
  }))
}
