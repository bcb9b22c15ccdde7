/** A sentence in both languages. */
export interface Sentence {
  readonly en: string
  readonly 'zh-CN': string
}
