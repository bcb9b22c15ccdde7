// Differences corrected by what luck brought, with slopes from stretches of time: a replication has as many of them as a study has replications,
// so that more controls can be told apart. Nothing here knows of cases.

/** By stretch of each replication, of one thing. */
export type ByStretch = readonly (readonly number[])[]

/** A sum over some number of things, or over so many times as much as a replication (default: 1), by stretch of each replication. */
export interface StretchedFigure {
  readonly sums: ByStretch
  readonly counts?: ByStretch | undefined
  readonly over?: number | undefined
}

/** Of each thing that is expected to be off by nothing, by how much it was off. */
export interface StretchedControls {
  /**
   * By how much the difference of two figures, the other less the first, is off in each replication, as far as it goes along with the controls: slopes are
   * those of the other replications, so that this is off by nothing in the mean.
   */
  offBy(one: StretchedFigure, other: StretchedFigure): readonly number[]
}

/** Of so many stretches one column is worth a try: its slope is guessed. */
const leastRows = 5
/** A column that says no more than those before it would divide by what rounding has left. */
const leastLeft = 1e-9

/**
 * Makes controls ready, by so many stretches at once: what was off in them tells in them and in as many after them. Undefined where there are too few stretches for so many controls, and where none varies.
 *
 * Each replication is corrected by what the others say, in slopes and in means: it has no part in either.
 *
 * @source Lavenberg, Welch: A Perspective on the Use of Control Variables (Management Science 27, 1981), 4: batch means; Avramidis, Wilson: A Splitting Scheme for Control Variates
 * (Operations Research Letters 14, 1993): slopes from elsewhere leave no bias
 */
export function stretchedControls(controls: readonly ByStretch[], atOnce = 1): StretchedControls | undefined {
  const own = apart(controls).map(one => together(one, atOnce))
  const replications = own[0]?.length ?? 0
  const stretches = own[0]?.[0]?.length ?? 0
  const width = 2 * own.length
  // After the last stretch comes none.
  const columns = stretches === 1 ? own.length : width
  if (width === 0 || replications < 3 || (replications - 1) * stretches < leastRows * columns) return undefined
  /** By replication, one row after the other. */
  const rows = Array.from({ length: replications }, (_, r) => rowsOf(own.map(one => one[r] as readonly number[])))
  const totals = Array.from({ length: replications }, (_, r) =>
    own.map(one => (one[r] as readonly number[]).reduce((sum, value) => sum + value, 0)),
  )
  const allRows = added(rows)
  const products = rows.map(one => productsOf(one, width))
  const all = added(products)
  const others = products.map((one, r) => {
    const means = productsOf(less(allRows, rows[r] as Float64Array), width)
    return solver(
      less(
        less(all, one),
        means.map(value => value / (replications - 1)),
      ),
      width,
    )
  })

  /** What a list by stretch, less the mean of each stretch, comes to with each column in the replications other than each. */
  function moments(list: ByStretch) {
    const along = list.map((values, r) => alongWith(rows[r] as Float64Array, values, width))
    const sum = added(list.map(values => Float64Array.from(values)))
    const total = added(along)
    return list.map((values, r) => {
      const rest = alongWith(less(allRows, rows[r] as Float64Array), less(sum, values), width)
      return less(total, along[r] as Float64Array).map((value, j) => value - (rest[j] as number) / (replications - 1))
    })
  }

  function linear({ sums, counts, over: times = 1 }: StretchedFigure): readonly Float64Array[] {
    const ofSums = moments(together(sums, atOnce))
    if (counts === undefined) return ofSums.map(of => of.map(value => value / times))
    const ofCounts = moments(together(counts, atOnce))
    const [sum, count] = [sums, counts].map(list =>
      list.map(values => values.reduce((before, value) => before + value, 0)),
    ) as [number[], number[]]
    const [allSum, allCount] = [sum, count].map(list => list.reduce((before, value) => before + value, 0)) as [
      number,
      number,
    ]
    return ofSums.map((of, r) => {
      const over = allCount - (count[r] as number)
      if (!(over > 0)) return of.map(() => 0)
      const ratio = (allSum - (sum[r] as number)) / over
      const mean = over / (replications - 1)
      return of.map((value, j) => (value - ratio * ((ofCounts[r] as Float64Array)[j] as number)) / mean)
    })
  }

  return {
    offBy(one, other) {
      const [first, second] = [linear(one), linear(other)]
      return totals.map((total, r) => {
        const slopes = (others[r] as Solver)(less(second[r] as Float64Array, first[r] as Float64Array))
        return total.reduce(
          (off, value, j) => off + value * ((slopes[2 * j] as number) + (slopes[2 * j + 1] as number)),
          0,
        )
      })
    },
  }
}

/** So many stretches at once are one. */
function together(list: ByStretch, atOnce: number): ByStretch {
  if (atOnce === 1) return list
  return list.map(values => {
    const sums = new Array<number>(Math.ceil(values.length / atOnce)).fill(0)
    for (const [t, value] of values.entries()) {
      const at = Math.floor(t / atOnce)
      sums[at] = (sums[at] as number) + value
    }
    return sums
  })
}

/** Those that vary and are not one another. */
function apart(controls: readonly ByStretch[]): readonly ByStretch[] {
  const known = new Set<string>()
  return controls.filter(one => {
    const text = JSON.stringify(one)
    if (known.has(text) || one.every(values => values.every(value => value === 0))) return false
    known.add(text)
    return true
  })
}

/** What was off in each stretch and in the one before it, column by column. */
function rowsOf(controls: ByStretch): Float64Array {
  const width = 2 * controls.length
  const stretches = controls[0]?.length ?? 0
  const rows = new Float64Array(width * stretches)
  for (const [j, values] of controls.entries())
    for (let t = 0; t < stretches; t++) {
      rows[t * width + 2 * j] = values[t] as number
      if (t > 0) rows[t * width + 2 * j + 1] = values[t - 1] as number
    }
  return rows
}

function added(lists: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(lists[0]?.length ?? 0)
  for (const list of lists) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (list[i] as number)
  return sum
}

function less(list: Float64Array, other: ArrayLike<number>): Float64Array {
  return list.map((value, i) => value - (other[i] as number))
}

/** The products of each two columns, summed up over rows: the lower half. */
function productsOf(rows: Float64Array, width: number): Float64Array {
  const products = new Float64Array(width * width)
  for (let row = 0; row < rows.length; row += width)
    for (let i = 0; i < width; i++) {
      const value = rows[row + i] as number
      if (value === 0) continue
      for (let j = 0; j <= i; j++)
        products[i * width + j] = (products[i * width + j] as number) + value * (rows[row + j] as number)
    }
  return products
}

/** The products of each column with a list that has a value for each row, summed up. */
function alongWith(rows: Float64Array, values: ArrayLike<number>, width: number): Float64Array {
  const sums = new Float64Array(width)
  for (let row = 0, t = 0; row < rows.length; row += width, t++) {
    const value = values[t] as number
    if (value === 0) continue
    for (let j = 0; j < width; j++) sums[j] = (sums[j] as number) + value * (rows[row + j] as number)
  }
  return sums
}

/** The slopes of least squares, from what a list comes to with each column; 0 of a column that says no more than those before it. */
type Solver = (right: Float64Array) => Float64Array

/** By Cholesky, of the lower half of the products of columns. */
function solver(products: Float64Array, width: number): Solver {
  const at = (i: number, j: number) => i * width + j
  const lower = new Float64Array(width * width)
  for (let j = 0; j < width; j++) {
    const whole = products[at(j, j)] as number
    let left = whole
    for (let k = 0; k < j; k++) left -= (lower[at(j, k)] as number) * (lower[at(j, k)] as number)
    // Left out: its column stays empty.
    if (!(left > leastLeft * whole)) continue
    const root = Math.sqrt(left)
    lower[at(j, j)] = root
    for (let i = j + 1; i < width; i++) {
      let value = products[at(i, j)] as number
      for (let k = 0; k < j; k++) value -= (lower[at(i, k)] as number) * (lower[at(j, k)] as number)
      lower[at(i, j)] = value / root
    }
  }
  return right => {
    const slopes = new Float64Array(width)
    for (let i = 0; i < width; i++) {
      const root = lower[at(i, i)] as number
      if (root === 0) continue
      let value = right[i] as number
      for (let k = 0; k < i; k++) value -= (lower[at(i, k)] as number) * (slopes[k] as number)
      slopes[i] = value / root
    }
    for (let i = width - 1; i >= 0; i--) {
      const root = lower[at(i, i)] as number
      if (root === 0) continue
      let value = slopes[i] as number
      for (let k = i + 1; k < width; k++) value -= (lower[at(k, i)] as number) * (slopes[k] as number)
      slopes[i] = value / root
    }
    return slopes
  }
}
