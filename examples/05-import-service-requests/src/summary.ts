import type { CaseEngine, JsonObject } from 'convoke'
import type { CsvRow } from 'convoke/import'

/** What is counted of one agency and complaint type. Durations are whole ms from opening to closing. */
export interface SummaryRow {
  readonly agency: string
  readonly type: string
  readonly open: number
  readonly closed: number
  readonly p50: number | null
  readonly p90: number | null
}

/** One request, as far as it is counted. */
export interface Counted {
  readonly agency: string
  readonly type: string
  readonly openedAt: number
  readonly closedAt: number | null
}

/** Groups by agency and type, in that order; percentiles are the nearest rank, so that they are durations that happened. */
export function summaryOf(requests: readonly Counted[]): SummaryRow[] {
  const groups = new Map<string, Counted[]>()
  for (const request of requests) {
    const key = JSON.stringify([request.agency, request.type])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [request])
    else group.push(request)
  }
  return [...groups.values()]
    .map(group => {
      const durations = group
        .flatMap(({ openedAt, closedAt }) => (closedAt === null ? [] : [closedAt - openedAt]))
        .sort((a, b) => a - b)
      const { agency, type } = group[0] as Counted
      const rank = (per100: number) => durations[Math.ceil((durations.length * per100) / 100) - 1] ?? null
      const closed = durations.length
      return { agency, type, open: group.length - closed, closed, p50: rank(50), p90: rank(90) }
    })
    .sort((a, b) => compare(a.agency, b.agency) || compare(a.type, b.type))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The requests that the table has, read without any engine; rows that are broken or without a moment are none. */
export async function requestsInTable(
  rows: AsyncIterable<CsvRow>,
  momentOf: (text: string) => number,
): Promise<Counted[]> {
  const requests: Counted[] = []
  for await (const csv of rows) {
    if ('broken' in csv) continue
    const { agency = '', complaint_type: type = '', created_date: created = '', closed_date: closed = '' } = csv.row
    const openedAt = momentOf(created)
    if (Number.isNaN(openedAt)) continue
    requests.push({ agency, type, openedAt, closedAt: closed === '' ? null : momentOf(closed) })
  }
  return requests
}

/** The requests that the engine holds as complaints: who leads, what it is about, when it opened, when it was settled. */
export async function requestsInEngine(engine: Pick<CaseEngine, 'list'>): Promise<Counted[]> {
  const requests: Counted[] = []
  let after: string | undefined
  do {
    const page = await engine.list({ caseType: 'complaint' }, { limit: 500, after })
    for (const { data, openedAt, settledAt } of page.items) {
      const { lead, matter } = data as JsonObject & { readonly lead: string; readonly matter: string }
      requests.push({ agency: lead.replace(/^agency:/, ''), type: matter, openedAt, closedAt: settledAt })
    }
    after = page.next
  } while (after !== undefined)
  return requests
}
