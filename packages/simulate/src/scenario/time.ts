/** How long a scenario says something takes: `20 min`, `1.5 h`, `2 d`; a day is 24 hours, a week seven days. */
export const timeForm = /^(\d+(?:\.\d+)?)\s*(s|min|h|d|w)$/

const units: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Whole milliseconds of a text that has the form of {@link timeForm}; 0 stands for itself. */
export function millisecondsOf(text: string | 0): number {
  if (text === 0) return 0
  const [, n = '0', unit = 's'] = timeForm.exec(text) ?? []
  return Math.round(Number(n) * (units[unit] as number))
}
