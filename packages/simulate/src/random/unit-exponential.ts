// A uniform variate as a waiting time, which is half of what a simulation works out with real numbers.

// ln 2 in two parts, the first with so few bits that whole multiples of it are exact.
const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10

const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
// The word with sign and exponent, whichever way this machine orders them.
float[0] = 1
const high = words[1] === 0 ? 0 : 1

/**
 * The unit exponential variate −ln(1 − u) of a uniform one in (0, 1). The same on every engine, and bit for bit what
 * `@stdlib/math-base-special-log1p` has for it: that function without the cases that cannot come up here. Pure.
 *
 * @source FDLIBM 5.3, s_log1p.c: copyright 1993 Sun Microsystems, Inc.; permission to use, copy, modify and distribute it is
 * freely granted, provided that this notice is preserved
 */
export function unitExponential(u: number): number {
  // 1 − u = 2^k (1 + f), with f from √2/2 − 1 to √2 − 1; c is what rounding took from 1 − u.
  let k = 0
  let f = -u
  let c = 0
  let isNearPowerOf2 = false
  if (f > -0.2928932188134525) {
    if (u < 1.862645149230957e-9) return u < 5.551115123125783e-17 ? u : u + u * u * 0.5
  } else {
    const rest = 1 - u
    float[0] = rest
    const word = words[high] as number
    const mantissa = word & 0xfffff
    k = (word >> 20) - 1023
    c = (-u - (rest - 1)) / rest
    if (mantissa < 434334) {
      words[high] = mantissa | 0x3ff00000
      isNearPowerOf2 = mantissa === 0
    } else {
      k++
      words[high] = mantissa | 0x3fe00000
      isNearPowerOf2 = mantissa > 0xffffc
    }
    f = (float[0] as number) - 1
  }
  const half = 0.5 * f * f
  if (isNearPowerOf2) {
    if (f === 0) return -(k * ln2High + (c + k * ln2Low))
    return -(k * ln2High - (half * (1 - 0.6666666666666666 * f) - (k * ln2Low + c) - f))
  }
  const s = f / (2 + f)
  const z = s * s
  const even =
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))))
  if (k === 0) return half - s * (half + even) - f
  return -(k * ln2High - (half - (s * (half + even) + (k * ln2Low + c)) - f))
}
