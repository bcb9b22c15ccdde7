/** A file has no width; its lines are as long as people still read. */
export function columnsOf({ isTTY, columns }: { readonly isTTY?: boolean; readonly columns?: number }): number {
  return isTTY === true ? Math.max(40, columns ?? 80) : 120
}
