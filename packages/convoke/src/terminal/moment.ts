const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment (epoch ms) on the clock of a zone: `2025-09-25 09:30`. */
export function momentText(at: number, zone: string): string {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      ...({ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const),
      ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
    })
    formats.set(zone, format)
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`
}

/** The exclusive end of a period: one that ends with its day runs to 24:00 of that day. */
export function endText(at: number, zone: string): string {
  const text = momentText(at, zone)
  return text.endsWith(' 00:00') ? `${momentText(at - 1, zone).slice(0, 10)} 24:00` : text
}
