import { parse, stringify } from 'yaml'

/** The scenario of a few days in the smallest districts: they share no people with the others, so they are as they would be. */
export function cut(text: string, { days, districts }: { readonly days: number; readonly districts: number }): string {
  const whole = parse(text) as Whole
  const all = Object.entries(whole.districts)
  const kept = all.slice(-districts)
  const weigh = (some: typeof all) => some.reduce((sum, [, { weight }]) => sum + weight, 0)
  const share = weigh(kept) / weigh(all)
  return stringify({
    ...whole,
    days,
    cases: whole.cases.map(one => ({ ...one, arrivals: { ...one.arrivals, perDay: one.arrivals.perDay * share } })),
    districts: Object.fromEntries(kept),
  })
}

interface Whole {
  readonly cases: readonly { readonly arrivals: { readonly perDay: number } }[]
  readonly districts: Readonly<Record<string, { readonly weight: number }>>
}
