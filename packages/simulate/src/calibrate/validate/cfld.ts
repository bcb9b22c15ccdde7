// How far the courses of two logs are apart, case by case.

/** Beyond so many cases of a log matching them takes minutes: then it is not told. Ours. */
const mostCases = 200

/**
 * The distance of the control flow of two logs 流程距离: each case of the one is matched with a case of the other so that all together are as near
 * as can be; the mean share of activities that have to be added, left out, replaced or swapped with the next. Of the larger log so
 * many cases are taken, evenly, as the smaller has. Null where either is empty, or has more than two hundred.
 *
 * @source Chapela-Campa, Benchekroun, Baron, Dumas, Krass, Senderovich: Can I Trust My Simulation Model? (BPM 2023): CFLD;
 * the assignment: Jonker, Volgenant (1987); the distance: Damerau and Levenshtein, of neighbours
 */
export function controlFlowDistance(
  one: readonly (readonly string[])[],
  other: readonly (readonly string[])[],
): number | null {
  const n = Math.min(one.length, other.length)
  if (n === 0 || Math.max(one.length, other.length) > mostCases) return null
  const [a, b] = [evenly(one, n), evenly(other, n)]
  // Many cases take the same course.
  const known = new Map<string, number>()
  const costs = a.map(x =>
    b.map(y => {
      const key = `${x.join('\n')}\n\n${y.join('\n')}`
      let cost = known.get(key)
      if (cost === undefined) {
        cost = editDistance(x, y) / Math.max(1, x.length, y.length)
        known.set(key, cost)
      }
      return cost
    }),
  )
  return assigned(costs) / n
}

function evenly<One>(list: readonly One[], n: number): readonly One[] {
  return Array.from({ length: n }, (_, i) => list[Math.floor((i * list.length) / n)] as One)
}

/** Steps from one course to the other: one more, one less, another, two neighbours swapped. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let best = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (isSame ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] as number) + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length] as number
}

/** The least sum of costs, one in each row and column: shortest ways that change what is matched so far. */
function assigned(costs: readonly (readonly number[])[]): number {
  const n = costs.length
  const rowPrice = new Array<number>(n + 1).fill(0)
  const columnPrice = new Array<number>(n + 1).fill(0)
  const rowOf = new Array<number>(n + 1).fill(0)
  for (let row = 1; row <= n; row++) {
    const least = new Array<number>(n + 1).fill(Number.POSITIVE_INFINITY)
    const from = new Array<number>(n + 1).fill(0)
    const isUsed = new Array<boolean>(n + 1).fill(false)
    rowOf[0] = row
    let column = 0
    while (rowOf[column] !== 0) {
      isUsed[column] = true
      const at = rowOf[column] as number
      let delta = Number.POSITIVE_INFINITY
      let next = 0
      for (let j = 1; j <= n; j++) {
        if (isUsed[j]) continue
        const reduced =
          ((costs[at - 1] as readonly number[])[j - 1] as number) -
          (rowPrice[at] as number) -
          (columnPrice[j] as number)
        if (reduced < (least[j] as number)) {
          least[j] = reduced
          from[j] = column
        }
        if ((least[j] as number) < delta) {
          delta = least[j] as number
          next = j
        }
      }
      for (let j = 0; j <= n; j++) {
        if (isUsed[j]) {
          rowPrice[rowOf[j] as number] = (rowPrice[rowOf[j] as number] as number) + delta
          columnPrice[j] = (columnPrice[j] as number) - delta
        } else least[j] = (least[j] as number) - delta
      }
      column = next
    }
    for (; column !== 0; column = from[column] as number) rowOf[column] = rowOf[from[column] as number] as number
  }
  let sum = 0
  for (let j = 1; j <= n; j++) sum += (costs[(rowOf[j] as number) - 1] as readonly number[])[j - 1] as number
  return sum
}
