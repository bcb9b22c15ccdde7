// Numbers that both threads see.

/** How often strangers wrote. */
export const strangers = 0
/** How often we committed. */
export const commits = 1
/** The position of our newest entry. */
export const newest = 2
/** 1 while the thread that writes is within a call of the driver. */
export const within = 3
/** 1 once the process ends. */
export const leaving = 4

export function sharedCounts(): BigInt64Array {
  return new BigInt64Array(new SharedArrayBuffer(5 * BigInt64Array.BYTES_PER_ELEMENT))
}
