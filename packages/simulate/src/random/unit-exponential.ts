// A uniform variate as a waiting time, which is half of what a simulation works out with real numbers.

// ln 2 in two parts, the first with so few bits that whole multiples of it are exact.
const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10

const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
// The word with sign and exponent, whichever way this machine orders them.
float[0] = 1
const high = words[1] === 0 ? 0 : 1

/** Powers of two: what is drawn has 53 bits, so that 1 − u is no smaller than 2^-54. */
const powers = Float64Array.from({ length: 64 }, (_, k) => 2 ** k)

/**
 * The unit exponential variate −ln(1 − u) of a uniform one in (0, 1). The same on every engine, and bit for bit what
 * `@stdlib/math-base-special-log1p` has for it: that function without the cases that cannot come up here. Pure.
 *
 * @source FDLIBM 5.3, s_log1p.c: copyright 1993 Sun Microsystems, Inc.; permission to use, copy, modify and distribute it is
 * freely granted, provided that this notice is preserved
 */
export function unitExponential(u: number): number {
  if (u < 0.2928932188134525) {
    if (u < 1.862645149230957e-9) return u < 5.551115123125783e-17 ? u : u + u * u * 0.5
    const half = 0.5 * u * u
    const s = -u / (2 - u)
    return half - s * (half + even(s * s)) + u
  }
  // 1 − u = 2^k (1 + f), with f from √2/2 − 1 to √2 − 1; c is what rounding took from 1 − u.
  const rest = 1 - u
  const c = (-u - (rest - 1)) / rest
  float[0] = rest
  const word = words[high] as number
  const mantissa = word & 0xfffff
  const k = (word >> 20) - (mantissa < 434334 ? 1023 : 1022)
  // Multiplied by the power, not by writing another exponent into the word: reading what was written in part is slow.
  const f = rest * (powers[-k] as number) - 1
  // Where 1 − u is not halved, f is taken as it is.
  const low = k === 0 ? 0 : c + k * ln2Low
  const half = 0.5 * f * f
  if (mantissa === 0 || mantissa > 0xffffc) {
    if (f === 0) return -(k * ln2High + low)
    return -(k * ln2High - (half * (1 - 0.6666666666666666 * f) - low - f))
  }
  const s = f / (2 + f)
  return -(k * ln2High - (half - (s * (half + even(s * s)) + low) - f))
}

/**
 * The same for many variates in place, as they are drawn: multiples of 2^-53, or 2^-54. Of those, 1 − u takes nothing from rounding,
 * and one way does for all but four in a million; the machine cannot guess which of several to go. Writes into `variates`.
 */
export function unitExponentials(variates: Float64Array, from: number, count: number): void {
  for (let i = from; i < from + count; i++) {
    const u = variates[i] as number
    const rest = 1 - u
    float[0] = rest
    const word = words[high] as number
    const mantissa = word & 0xfffff
    // 1 − u next to a power of two, among them that of the smallest u.
    if (((mantissa + 3) & 0xfffff) < 4) {
      variates[i] = unitExponential(u)
      continue
    }
    const k = (word >> 20) - 1022 + ((mantissa - 434334) >> 31)
    const f = rest * (powers[-k] as number) - 1
    const half = 0.5 * f * f
    const s = f / (2 + f)
    variates[i] = -(k * ln2High - (half - (s * (half + even(s * s)) + k * ln2Low) - f))
  }
}

function even(z: number): number {
  return (
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))))
  )
}
