/**
 * Whether something is in a sample of so many per cent 抽查, drawn by its own words, so that a replay draws the same and
 * nobody can choose. Spread evenly for different subjects; not secret: whoever knows the words knows the draw.
 *
 * Pure; the same on every machine.
 *
 * @param subject what tells this one from the others, such as topic, place and number
 * @param percent from 0 (none) to 100 (all)
 * @example
 * isDrawn('停车难/春申路/1', 100) // => true
 * isDrawn('停车难/春申路/1', 0) // => false
 * Array.from({ length: 1000 }, (_, n) => isDrawn(`case ${n}`, 10)).filter(drawn => drawn).length // => 114
 */
export function isDrawn(subject: string, percent: number): boolean {
  // FNV-1a with a final mix: short subjects that differ in their last letter must not fall into one block.
  let hash = 0x811c9dc5
  for (const unit of subject) hash = Math.imul(hash ^ (unit.codePointAt(0) as number), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % 100 < percent
}
