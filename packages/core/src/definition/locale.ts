/** The two languages every word exists in. */
export type Locale = 'zh-CN' | 'en'
