/**
 * The first and the last day of a log from the midnights between which it lies. Noon is the same day by the clock of Greenwich wherever
 * these midnights are.
 */
export function logDays({ from, to }: { readonly from: number; readonly to: number }): {
  readonly from: string
  readonly to: string
} {
  const half = 12 * 3_600_000
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  return { from: day(from + half), to: day(to - half) }
}
