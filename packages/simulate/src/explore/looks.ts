/**
 * The level of the interval by which a look after `n` replications judges, the look before having been after `before`, and none being after more than `most`: each
 * look may err by its share of the replications. So all looks together cover in `level` of all cases, however often somebody looks and whatever makes them
 * stop; one interval for each at `level` would not.
 *
 * @source Lan and DeMets, Discrete sequential boundaries for clinical trials, Biometrika 70 (1983), spent in proportion; added up (Bonferroni), without a
 * law that looks have in common; Jennison and Turnbull, Repeated confidence intervals, JRSS B 51 (1989)
 */
export function levelOfLook(
  level: number,
  { before, n, most }: { readonly before: number; readonly n: number; readonly most: number },
): number {
  return 1 - ((1 - level) * (n - before)) / most
}
