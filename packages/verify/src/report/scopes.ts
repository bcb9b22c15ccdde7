// The scope of each verdict on a page: what most of them have in common said once, and of each what is otherwise.
import type { Locale } from '@convoke/core'
import type { Sentence } from '../verdict.js'

const marks: Readonly<
  Record<Locale, { readonly clause: RegExp; readonly joint: string; readonly limit: string; readonly left: string }>
> = {
  'zh-CN': { clause: /[，；]/, joint: '，', limit: '；', left: '未探索：' },
  en: { clause: /[,;] /, joint: ', ', limit: '; ', left: 'not explored: ' },
}

/** The scope that most have. */
export function commonScope(scopes: readonly Sentence[]): Sentence | undefined {
  const times = new Map<string, number>()
  for (const { en } of scopes) times.set(en, (times.get(en) ?? 0) + 1)
  const [most] = [...times].sort(([, one], [, other]) => other - one)
  return most === undefined || most[1] < 2 ? undefined : scopes.find(({ en }) => en === most[0])
}

/** What is otherwise than in the common one, in a language; empty where nothing is. Without a common one: all of it. */
export function otherwiseIn(locale: Locale, scope: Sentence, common: Sentence | undefined): string {
  if (common === undefined) return scope[locale]
  const { clause, joint, limit, left } = marks[locale]
  const partsOf = (text: string) => {
    const at = text.indexOf(left)
    const head = at < 0 ? text : text.slice(0, at).replace(/[；;，,] ?$/, '')
    return { clauses: head.split(clause), limits: at < 0 ? [] : text.slice(at + left.length).split(limit) }
  }
  const [own, shared] = [partsOf(scope[locale]), partsOf(common[locale])]
  // Where the common one says more of something, nothing can be left out.
  const isLess = own.clauses.length < shared.clauses.length || shared.limits.some(one => !own.limits.includes(one))
  if (isLess) return scope[locale]
  const limits = own.limits.filter(one => !shared.limits.includes(one))
  return [
    ...own.clauses.filter(part => !shared.clauses.includes(part)),
    ...(limits.length === 0 ? [] : [`${shared.limits.length === 0 ? left : ''}${limits.join(joint)}`]),
  ].join(joint)
}
