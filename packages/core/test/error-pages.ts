/** Renders docs/reference/errors from the words that programs show, so that the two cannot disagree. */
import { en } from '../src/errors/locales/en.js'
import type { ErrorTable } from '../src/errors/locales/error-words.js'
import { zhCN } from '../src/errors/locales/zh-CN.js'

interface Family {
  readonly title: string
  readonly en: string
  readonly zh: string
}

/** One page each, in the order of the overview. */
export const families: Readonly<Record<string, Family>> = {
  refusal: {
    title: 'Refusals 操作未获准',
    en: 'The rules of the case say no. Returned as a value, never thrown, with the commands that are allowed now. Over HTTP: 403, 409 or 422.',
    zh: '按办件的规则不予准许。以返回值给出，从不抛出，并附目前允许的指令。HTTP 状态码为 403、409 或 422。',
  },
  input: {
    title: 'Malformed requests 请求有误',
    en: 'The request itself cannot be read. Returned as a refusal where a party sent it, thrown where a program did. Over HTTP: 400.',
    zh: '请求本身无法读取。由当事方发出的以操作未获准返回，由程序给出的则抛出。HTTP 状态码为 400。',
  },
  missing: {
    title: 'Not there, or not for you 不存在或无权知悉',
    en: 'A stranger gets the same answer as for a case that does not exist. Over HTTP: 404.',
    zh: '对非当事方的答复与办件不存在时相同。HTTP 状态码为 404。',
  },
  definition: {
    title: 'Faulty case types 办件类型有误',
    en: 'Thrown where a case type is defined; the message tells the place and the fix. Never retried: correct the code.',
    zh: '在定义办件类型时抛出；消息指出位置和改法。重试无用，请更正代码。',
  },
  conflict: {
    title: 'Conflicts 并发冲突',
    en: 'The journal moved on. Thrown with `retry: after-reread`. Over HTTP: 409.',
    zh: '案卷已有新记录。抛出时 `retry` 为 `after-reread`。HTTP 状态码为 409。',
  },
  engine: {
    title: 'The engine 引擎',
    en: 'A fault of how the engine is set up, or a lack of room or time. `retry: later` where waiting helps.',
    zh: '引擎的设置有误，或容量、时间不足。等待有用时 `retry` 为 `later`。',
  },
  store: {
    title: 'Stores 存储',
    en: 'The driver failed; its own error is the `cause`. Thrown with `retry: later` where waiting helps. Over HTTP: 503.',
    zh: '驱动出错，原错误见 `cause`。等待有用时 `retry` 为 `later`。HTTP 状态码为 503。',
  },
  history: {
    title: 'Journals that do not add up 案卷不符',
    en: 'A journal, a disclosure or an anchor contradicts itself or another. Thrown by reading and replaying, reported by audits. A human must look.',
    zh: '案卷、披露或锚点自相矛盾，或互相矛盾。读取和重放时抛出，核验时列出。须由人查看。',
  },
  migration: {
    title: 'Migrations 版本迁移',
    en: 'A case stays on its version, and why. Reported per case by `engine.migrate`, dry run or not; nothing of the case was changed.',
    zh: '办件留在原版本及其原因。由 `engine.migrate` 逐件报告，试运行时亦然；办件未作任何改动。',
  },
  calendar: {
    title: 'Calendars 工作日历',
    en: 'A date cannot be computed. Never a silent guess.',
    zh: '日期无法计算。绝不默默猜测。',
  },
  verify: {
    title: 'Verification 验证',
    en: 'A case type cannot be explored as it stands. Thrown by `verifyCaseType`, and before tests of `@convoke/verify/fast-check` and `/vitest` begin.',
    zh: '办件类型以现状无法穷尽探索。由 `verifyCaseType` 抛出；`@convoke/verify/fast-check` 和 `/vitest` 的测试开始前也会抛出。',
  },
  simulate: {
    title: 'Simulation 情景模拟',
    en: 'A scenario cannot be simulated as it is written. Thrown by `simulate` and its kin; `parseScenario` and `checkScenario` return the issues of a scenario instead.',
    zh: '情景以现状无法模拟。由 `simulate` 等函数抛出；`parseScenario` 与 `checkScenario` 则返回所列问题。',
  },
  kernel: {
    title: 'Machines 状态机',
    en: 'A machine uses what a stored case cannot have, or a snapshot is not its own.',
    zh: '状态机使用了办件不支持的功能，或快照不属于它。',
  },
  bug: {
    title: 'Broken promises of ours 本系统的缺陷',
    en: 'Something that cannot happen did. Stop, keep the details and report it.',
    zh: '发生了不应发生的事。请停止操作，保留详情并报告。',
  },
}

/** The page of one family: a heading for each code, then both languages. */
export function errorPage(family: string): string {
  const { title, en: intro, zh } = families[family] as Family
  const codes = Object.keys(en)
    .filter(code => code.startsWith(`${family}/`))
    .sort()
  const sections = codes.map(code => `## ${code}\n\n${paragraph(en, code, ' ')}\n\n${paragraph(zhCN, code, '')}\n`)
  return `# ${title}\n\n${intro}\n\n${zh}\n\nItalic words stand for details of the error. 斜体为错误所附的详情。\n\n${sections.join('\n')}`
}

/** The overview, with a link to every page. */
export function errorOverview(): string {
  const rows = Object.entries(families).map(([family, { title, en: intro }]) => {
    const count = Object.keys(en).filter(code => code.startsWith(`${family}/`)).length
    return `| [\`${family}/\`](${family}.md) | ${title} | ${count} | ${intro} |`
  })
  return `# Errors and refusals 错误与未获准事由

A code is stable; the words may change. \`describeRefusal\` and \`describeError\` of \`@convoke/core\` give these words in
English and Chinese, with the details filled in.

代码保持不变，文字可能调整。\`@convoke/core\` 的 \`describeRefusal\` 与 \`describeError\` 给出中英文说明，并填入详情。

| family | 类别 | codes | when |
|---|---|---|---|
${rows.join('\n')}
`
}

function paragraph(table: ErrorTable, code: string, between: string): string {
  const { text, advice } = table[code] as ErrorTable[string]
  return `${plain(text)}${between}${plain(advice)}`
}

function plain(template: string): string {
  return template.replace(/[[\]]/g, '').replace(/\{(\w+)\}/g, '*$1*')
}
