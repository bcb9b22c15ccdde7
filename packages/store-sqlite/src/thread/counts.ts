// Numbers that both threads see.

/** How often strangers wrote. */
export const strangers = 0
/** What there is in the file by our own writing, see {@link extentOf}; {@link unknownExtent} where that is not known. */
export const extent = 1
/** 1 while the thread that writes is within a call of the driver. */
export const within = 2
/** 1 once the thread is to begin nothing more. */
export const leaving = 3

export const unknownExtent = -1n

export function sharedCounts(): BigInt64Array {
  return new BigInt64Array(new SharedArrayBuffer(4 * BigInt64Array.BYTES_PER_ELEMENT))
}
