// What is wrong with the form of a YAML text, in words for whoever writes no code.
import type { YAMLError } from 'yaml'

interface Words {
  readonly en: string
  readonly 'zh-CN': string
}

/** Letters or digits with a Chinese colon or comma after them: typed where YAML wants its own. */
const wide = /[A-Za-z0-9_}\]]\s*[：，]/u

/** Whether a text has Chinese punctuation where YAML wants its own; Chinese words may have it. */
export function hasWidePunctuation(text: string): boolean {
  return wide.test(text)
}

export const widePunctuation: Words = {
  en: 'a full-width "：" or "，" stands here; write ":" or "," and a space',
  'zh-CN': '此处用了全角“：”或“，”；请改用半角 ":" 或 ","，后面加空格',
}

/** Braces of Chinese type hold nothing for YAML. */
const wideBraces: Words = {
  en: 'full-width braces or brackets stand here; write { } or [ ]',
  'zh-CN': '此处用了全角括号；请改用半角 { } 或 [ ]',
}

const unclosed: Words = {
  en: 'a bracket or a quotation mark before this is not closed',
  'zh-CN': '此前有括号或引号没有闭合',
}

const words: Readonly<Partial<Record<YAMLError['code'], Words>>> = {
  TAB_AS_INDENT: { en: 'indent with spaces: a tab stands here', 'zh-CN': '此处用了制表符（Tab）；缩进请用空格' },
  BAD_INDENT: {
    en: 'is indented otherwise than the lines it belongs to; align it with them',
    'zh-CN': '缩进与同级各行不一致；请对齐',
  },
  MULTILINE_IMPLICIT_KEY: {
    en: 'a name and its ":" with a space after it belong on one line',
    'zh-CN': '名称与其后的 ":" 和空格须写在同一行',
  },
  BLOCK_IN_FLOW: {
    en: 'text that has ": " in it stands here without quotes; put it into straight ones: "…"',
    'zh-CN': '此处的文字含 ": " 而没有加引号；请用半角引号括起来："…"（中文引号“”不算）',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: 'a second ":" stands where none belongs; see how the next line is indented, or put text that has ": " into quotes',
    'zh-CN': '此处多了一个 ":"；请看下一行的缩进，含 ": " 的文字请加引号',
  },
}

/** What a parser of YAML found, in both languages; `line` is the text of the line it found it in. */
export function yamlWords({ code, message }: Pick<YAMLError, 'code' | 'message'>, line: string): Words {
  if (hasWidePunctuation(line)) return widePunctuation
  if (/[｛｝［］]/u.test(line)) return wideBraces
  if (/and end with a|Missing closing/u.test(message)) return unclosed
  const known = /without - indicator/u.test(message) ? words.BAD_INDENT : words[code]
  if (known !== undefined) return known
  const said = (message.split('\n')[0] as string).replace(/ at line \d+, column \d+:?$/u, '').slice(0, 200)
  return { en: said, 'zh-CN': `无法读取（${said}）` }
}
