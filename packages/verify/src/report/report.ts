// What verification found as one page for a browser: both languages, nothing from elsewhere, no script.
import { type AnyCaseType, type AnyLabels, escapeHtml, fontFaces, type Locale, type ReportFont } from '@convoke/core'
import type { Finding, Sentence, VerdictWord, VerifyResult } from '../verdict.js'
import { commonScope, otherwiseIn } from './scopes.js'
import { sequenceSvg } from './sequence-svg.js'

/** What a page shows beside the result. */
export interface ReportOptions {
  /** Pictures of the states as SVG, in each language. They are put in as they are: give only what you drew. */
  readonly drawings?: Readonly<Record<Locale, string>> | undefined
  /** The font that it brings along. Without, it is read in a font of the machine that shows it. */
  readonly fonts?: readonly ReportFont[] | undefined
  /** The language the page begins in; the other is a click away. Default: `zh-CN`. */
  readonly locale?: Locale | undefined
}

const locales: readonly Locale[] = ['zh-CN', 'en']

const words = {
  title: { 'zh-CN': '验证报告', en: 'Verification report' },
  sound: { 'zh-CN': '没有发现问题', en: 'Nothing wrong was found' },
  unsound: { 'zh-CN': '发现问题', en: 'Something is wrong' },
  explored: { 'zh-CN': '个状态', en: 'states' },
  edges: { 'zh-CN': '条边', en: 'edges' },
  edge: { 'zh-CN': '个状态在边缘，只发现、未展开', en: 'more states at the edge were found and not looked into' },
  partial: {
    'zh-CN': '未做完就结束了：没有违反的各项，只对已查过的部分成立',
    en: 'It was ended before it was through: what is not violated holds for what was looked into alone',
  },
  whole: { 'zh-CN': '界限之内已全部探索', en: 'all within the bounds was explored' },
  partly: { 'zh-CN': '未全部探索', en: 'not everything was explored' },
  verdicts: { 'zh-CN': '各项性质', en: 'Properties' },
  property: { 'zh-CN': '性质', en: 'Property' },
  verdict: { 'zh-CN': '结论', en: 'Verdict' },
  says: { 'zh-CN': '应当如此', en: 'What should hold' },
  scope: { 'zh-CN': '范围', en: 'Scope' },
  common: { 'zh-CN': '范围（表中只写不同之处）', en: 'Scope (the table has what is otherwise)' },
  noArrows: {
    'zh-CN': '这里只列出状态，没有箭头：画图需要 elkjs（npm install elkjs），本页生成时没有图。',
    en: 'Only the states are listed, without arrows: drawing them takes elkjs (npm install elkjs), and no drawing was given.',
  },
  findings: { 'zh-CN': '发现', en: 'Findings' },
  accepted: { 'zh-CN': '已接受的发现', en: 'Accepted findings' },
  because: { 'zh-CN': '理由', en: 'because' },
  states: { 'zh-CN': '状态图', en: 'States' },
  test: { 'zh-CN': '可粘贴的测试', en: 'A test to paste' },
  journal: { 'zh-CN': '案卷条目', en: 'Entries of the journal' },
  limits: { 'zh-CN': '未探索', en: 'Not explored' },
  none: { 'zh-CN': '没有', en: 'None' },
} as const

const verdictWords: Readonly<Record<VerdictWord, Sentence>> = {
  holds: { 'zh-CN': '成立', en: 'holds' },
  violated: { 'zh-CN': '违反', en: 'violated' },
  accepted: { 'zh-CN': '已接受', en: 'accepted' },
  bounded: { 'zh-CN': '界限内未见违反', en: 'bounded' },
  sampled: { 'zh-CN': '对样例成立', en: 'sampled' },
  notApplicable: { 'zh-CN': '不适用', en: 'not applicable' },
}

const severityWords: Readonly<Record<Finding['severity'], Sentence>> = {
  error: { 'zh-CN': '错误', en: 'error' },
  warning: { 'zh-CN': '警告', en: 'warning' },
  info: { 'zh-CN': '提示', en: 'information' },
}

/** The colour of a finding, in the report and in pictures drawn for it. */
export const severityColours: Readonly<Record<Finding['severity'], string>> = {
  error: '#ffb3ad',
  warning: '#ffe08a',
  info: '#cfe3ff',
}

/**
 * What verification found, as one HTML page in Chinese and English 验证报告: verdicts with their scope, findings with story,
 * diagram, test and journal, and the states. It asks nothing of a network and runs no script; all text is escaped. Pure.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const page = reportOf(errand, verifyCaseType(errand, { opened: errandOpened }))
 * page.startsWith('<!doctype html>') // => true
 * page.includes('if rc:chunshen (convener) never answers') // => true
 */
export function reportOf(
  caseType: AnyCaseType,
  result: VerifyResult,
  { drawings, fonts = [], locale = 'zh-CN' }: ReportOptions = {},
): string {
  const { verdicts, findings, accepted, limits, states, edgeStates, transitions } = result
  const common = commonScope(verdicts.map(({ scope }) => scope))
  const isSound = result.ok ? words.sound : words.unsound
  return [
    '<!doctype html>',
    `<html lang="${locale}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:">`,
    `<title>${escapeHtml(`${caseType.name} ${caseType.version} · ${words.title['zh-CN']} ${words.title.en}`)}</title>`,
    `<style>${fontFaces(fonts)}${style}</style>`,
    '</head>',
    '<body>',
    `<input type="radio" name="language" id="zh"${locale === 'zh-CN' ? ' checked' : ''}><label for="zh">中文</label>`,
    `<input type="radio" name="language" id="english"${locale === 'en' ? ' checked' : ''}><label for="english">English</label>`,
    `<h1>${each(locale => titleIn(caseType, locale))} <small>${escapeHtml(`${caseType.name} ${caseType.version}`)}</small></h1>`,
    `<p class="sum ${result.ok ? 'sound' : 'unsound'}"><strong>${both(isSound)}</strong> · ${states} ${both(words.explored)}${edgeStates === 0 ? '' : ` (+ ${edgeStates} ${both(words.edge)})`} · ${transitions} ${both(words.edges)} · ${both(result.complete ? words.whole : words.partly)}</p>`,
    result.partial ? `<p>${both(words.partial)}</p>` : '',
    limits.length === 0 ? '' : `<p>${both(words.limits)}: ${limits.map(({ says }) => both(says)).join('; ')}</p>`,
    `<h2>${both(words.verdicts)}</h2>`,
    common === undefined ? '' : `<p class="scope">${both(words.common)}: ${both(common)}</p>`,
    '<div class="wide"><table>',
    `<tr><th>${both(words.property)}</th><th>${both(words.verdict)}</th><th>${both(words.says)}</th><th>${both(words.scope)}</th></tr>`,
    ...verdicts.map(
      ({ property, verdict, says, scope, measured }) =>
        `<tr class="${escapeHtml(verdict)}"><td><b>${escapeHtml(property)}</b></td><td class="verdict">${both(verdictWords[verdict])}</td><td>${both(says)}${measured === undefined ? '' : `<br><b>${both(measured.says)}</b>`}</td><td class="scope">${each(locale => otherwiseIn(locale, scope, common))}</td></tr>`,
    ),
    '</table></div>',
    `<h2>${both(words.findings)}</h2>`,
    findings.length === 0 ? `<p>${both(words.none)}</p>` : '',
    ...findings.map(finding => told(finding)),
    ...(accepted.length === 0 ? [] : [`<h2>${both(words.accepted)}</h2>`]),
    ...accepted.map(finding => told(finding, finding.reason)),
    `<h2>${both(words.states)}</h2>`,
    `<p class="legend">${(['error', 'warning', 'info'] as const).map(one => `<span class="${one}">${both(severityWords[one])}</span>`).join(' ')}</p>`,
    drawings === undefined ? `<p>${both(words.noArrows)}</p>${listOfStates(caseType, findings)}` : drawn(drawings),
    '</body>',
    '</html>',
    '',
  ]
    .filter(line => line !== '')
    .join('\n')
}

function told({ property, severity, message, doubt, story, diagram, test, journal }: Finding, reason?: string): string {
  return [
    `<section class="finding ${severity}">`,
    `<h3><b>${escapeHtml(property)}</b> ${both(severityWords[severity])} · ${both(message)}</h3>`,
    doubt === undefined ? '' : `<p>${both(doubt)}</p>`,
    reason === undefined ? '' : `<p>${both(words.because)}: ${escapeHtml(reason)}</p>`,
    story.length === 0 ? '' : `<ol>${story.map(step => `<li>${both(step)}</li>`).join('')}</ol>`,
    diagram === '' || story.length === 0
      ? ''
      : drawn({ 'zh-CN': sequenceSvg(diagram, story.map(saidIn)), en: sequenceSvg(diagram) }),
    test === '' ? '' : `<details><summary>${both(words.test)}</summary><pre>${escapeHtml(test)}</pre></details>`,
    journal.length === 0
      ? ''
      : `<details><summary>${both(words.journal)}</summary><pre>${escapeHtml(JSON.stringify(journal, null, 1))}</pre></details>`,
    '</section>',
  ].join('')
}

/** What is said of a step in Chinese, without when, and without who where that is a party. */
function saidIn(step: Sentence): string {
  const [, ...rest] = step['zh-CN'].split('：')
  return rest.join('：').replace(/^\S+:\S+ /, '')
}

function listOfStates(caseType: AnyCaseType, findings: readonly Finding[]): string {
  const severities = statesBySeverity(findings)
  const paths = Object.keys(labelsIn(caseType, 'en').states)
  const items = paths.map(path => {
    const label = each(locale => labelsIn(caseType, locale).states[path] ?? path)
    return `<li class="${severities.get(path) ?? 'plain'}">${label}</li>`
  })
  return `<ul class="states">${items.join('')}</ul>`
}

/**
 * The worst that was found in each state, by its path: for whoever colours a drawing. Pure.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const { findings } = verifyCaseType(errand, { opened: errandOpened, properties: ['P8'] })
 * statesBySeverity(findings).get('drafting') // => 'error'
 */
export function statesBySeverity(findings: readonly Finding[]): ReadonlyMap<string, Finding['severity']> {
  const found = new Map<string, Finding['severity']>()
  for (const severity of ['info', 'warning', 'error'] as const)
    for (const finding of findings)
      if (finding.severity === severity) for (const path of finding.states) found.set(path, severity)
  return found
}

function drawn(drawings: Readonly<Record<Locale, string>>): string {
  return locales.map(locale => `<div class="wide" lang="${locale}">${drawings[locale]}</div>`).join('')
}

function labelsIn(caseType: AnyCaseType, locale: Locale): AnyLabels {
  return (caseType.labels as { readonly [L in Locale]: AnyLabels })[locale]
}

function titleIn(caseType: AnyCaseType, locale: Locale): string {
  return labelsIn(caseType, locale).title
}

function both(sentence: Sentence): string {
  return each(locale => sentence[locale])
}

function each(say: (locale: Locale) => string): string {
  return locales.map(locale => `<span lang="${locale}">${escapeHtml(say(locale))}</span>`).join('')
}

const style = `
:root{color-scheme:light}
body{font:15px/1.6 'Report Sans',system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1f2329;background:#fff;max-width:1100px;margin:0 auto;padding:16px 24px}
body:has(#zh:checked) [lang=en],body:has(#english:checked) [lang=zh-CN]{display:none}
label{margin-right:12px}h1 small{font-size:15px;font-weight:400;color:#5b6472}h2{margin-top:32px;border-bottom:1px solid #dfe3e8}
h3{font-size:15px;font-weight:400;margin:0}
.sum{padding:8px 12px;border-radius:6px}.sound{background:#e8f3ea}.unsound{background:${severityColours.error}}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid #dfe3e8}
.verdict{white-space:nowrap}.scope{color:#5b6472;font-size:13px}
tr.violated .verdict{background:${severityColours.error}}tr.bounded .verdict{background:${severityColours.warning}}tr.sampled .verdict,tr.holds .verdict{background:#e8f3ea}tr.notApplicable{color:#5b6472}
.finding{border-left:6px solid;padding:8px 14px;margin:14px 0;background:#f8f9fb}
.finding.error{border-color:#d4380d}.finding.warning{border-color:#d48806}.finding.info{border-color:#1677ff}
span.error,li.error{background:${severityColours.error}}span.warning,li.warning{background:${severityColours.warning}}span.info,li.info{background:${severityColours.info}}
.legend span{padding:0 8px;border-radius:4px}.legend span span{padding:0}
.states{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:8px}.states li{border:1px solid #5b6472;border-radius:4px;padding:2px 10px}
@media(max-width:600px){body{padding:12px}table,tbody,tr,td{display:block;width:auto}tr:has(th),td:empty{display:none}tr{border-bottom:1px solid #dfe3e8;padding:6px 0}td{border:0;padding:2px 8px}td:first-child,.verdict{display:inline-block}}
pre{overflow-x:auto;background:#fff;border:1px solid #dfe3e8;padding:10px;font-size:13px}
`
