/** The lowest point that was found, and how low it is. */
export interface Lowest {
  readonly at: readonly number[]
  readonly value: number
}

/**
 * The lowest point of a function near a start, without its slope: the simplex of Nelder and Mead, begun anew where it ended until
 * that helps no more. The same steps for the same function, always.
 *
 * @source Nelder, Mead: A Simplex Method for Function Minimization (1965)
 */
export function minimise(f: (at: readonly number[]) => number, start: readonly number[], step = 0.4): Lowest {
  let best = descended(f, start, step)
  for (let again = 0; again < 4; again++) {
    const next = descended(f, best.at, step / 4)
    const gain = best.value - next.value
    if (gain > 0) best = next
    if (!(gain > 1e-9 * (1 + Math.abs(best.value)))) break
  }
  return best
}

function descended(f: (at: readonly number[]) => number, start: readonly number[], step: number): Lowest {
  const size = start.length
  const point = (at: readonly number[]): Lowest => {
    const value = f(at)
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }
  const corners = [point(start), ...start.map((_, i) => point(start.map((x, j) => (i === j ? x + step : x))))]
  for (let round = 0; round < 150 * size; round++) {
    corners.sort((a, b) => a.value - b.value)
    const [low, worst] = [corners[0] as Lowest, corners[size] as Lowest]
    const wide = Math.max(...low.at.map((x, i) => Math.abs(x - (worst.at[i] as number))))
    if (wide < 1e-7 && Math.abs(worst.value - low.value) <= 1e-10 * (1 + Math.abs(low.value))) break
    const centre = start.map(
      (_, i) => corners.slice(0, size).reduce((sum, one) => sum + (one.at[i] as number), 0) / size,
    )
    const along = (factor: number) => point(centre.map((x, i) => x + factor * ((worst.at[i] as number) - x)))
    const reflected = along(-1)
    if (reflected.value < low.value) {
      const farther = along(-2)
      corners[size] = farther.value < reflected.value ? farther : reflected
    } else if (reflected.value < (corners[size - 1] as Lowest).value) corners[size] = reflected
    else {
      const nearer = along(reflected.value < worst.value ? -0.5 : 0.5)
      if (nearer.value < Math.min(worst.value, reflected.value)) corners[size] = nearer
      else
        for (let i = 1; i <= size; i++)
          corners[i] = point(low.at.map((x, j) => (x + ((corners[i] as Lowest).at[j] as number)) / 2))
    }
  }
  return corners.reduce((low, one) => (one.value < low.value ? one : low))
}

/** The roots of the diagonal of the inverse of the second derivatives of a function of one to three numbers; null where it has no minimum there. */
export function spreads(f: (at: readonly number[]) => number, at: readonly number[]): readonly number[] | null {
  const h = 1e-3
  const size = at.length
  const moved = (...by: readonly (readonly [i: number, by: number])[]) =>
    f(at.map((x, i) => x + by.reduce((sum, [j, d]) => (i === j ? sum + d : sum), 0)))
  const second = at.map((_, i) =>
    at.map((_, j) =>
      i === j
        ? (moved([i, h]) - 2 * f(at) + moved([i, -h])) / (h * h)
        : (moved([i, h], [j, h]) - moved([i, h], [j, -h]) - moved([i, -h], [j, h]) + moved([i, -h], [j, -h])) /
          (4 * h * h),
    ),
  )
  const inverse = inverted(second)
  const found = inverse?.map((row, i) => row[i] as number)
  if (found === undefined || found.length !== size || !found.every(one => one > 0 && one < Number.POSITIVE_INFINITY))
    return null
  return found.map(Math.sqrt)
}

/** Gauss and Jordan, with the largest pivot. */
function inverted(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] | undefined {
  const n = matrix.length
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  for (let i = 0; i < n; i++) {
    let pivot = i
    for (let j = i + 1; j < n; j++) {
      if (Math.abs((rows[j] as number[])[i] as number) > Math.abs((rows[pivot] as number[])[i] as number)) pivot = j
    }
    const row = rows[pivot] as number[]
    rows[pivot] = rows[i] as number[]
    rows[i] = row
    const by = row[i] as number
    if (by === 0 || Number.isNaN(by)) return undefined
    for (let k = 0; k < 2 * n; k++) row[k] = (row[k] as number) / by
    for (let j = 0; j < n; j++) {
      if (j === i) continue
      const other = rows[j] as number[]
      const times = other[i] as number
      for (let k = 0; k < 2 * n; k++) other[k] = (other[k] as number) - times * (row[k] as number)
    }
  }
  return rows.map(row => row.slice(n))
}
