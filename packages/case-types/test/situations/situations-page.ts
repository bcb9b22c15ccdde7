// The page of situations, written from what was carried out.
import type { Situation, Told } from './situation.js'

/** The chapters of the page, in the order of the types. */
export interface Chapter {
  readonly title: string
  /** Where the code of its sentences stands, from the root of the repository. */
  readonly file: string
  readonly situations: readonly Situation[]
}

// biome-ignore lint/suspicious/noThenProperty: a table of words, never awaited
const words: Readonly<Record<Told['part'], string>> = { given: 'Given', when: 'When', then: 'Then' }

/** One after another; `and` where a sentence goes on in the same part. */
const lines = (sentences: readonly Told[]): string[] =>
  sentences.map(({ part, words: said }, index) => {
    const goesOn = sentences[index - 1]?.part === part
    return `- ${goesOn ? '*and*' : `**${words[part]}**`} ${said}`
  })

/** The page, from chapters and what their situations told. */
export function situationsPage(chapters: readonly Chapter[], toldBy: ReadonlyMap<Situation, readonly Told[]>): string {
  const count = chapters.reduce((sum, { situations }) => sum + situations.length, 0)
  let number = 0
  return [
    '# Situations 常见情形',
    '',
    `What a practitioner would try first, in words: ${count} situations. Every sentence below was carried out by the case types`,
    'as they ship: `given` and `when` do it, `then` checks it. Written by',
    '`RECORD_REFERENCE=1 npx vitest run packages/case-types/test/situations`; the same test fails when a sentence is no longer',
    'true, or when the page and the sentences differ. Lengths of time are defaults of [parameters](case-types.md).',
    '',
    ...chapters.flatMap(({ title, file, situations }) => [
      `## ${title}`,
      '',
      `Carried out in [${file.split('/').at(-1)}](../../${file}).`,
      '',
      ...situations.flatMap(situation => [
        `### ${++number}. ${situation.en} ${situation.zh}`,
        '',
        ...lines(toldBy.get(situation) ?? []),
        '',
        situation.inChinese,
        '',
      ]),
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}
