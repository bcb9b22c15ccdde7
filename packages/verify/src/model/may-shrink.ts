// Which fields that are declared to grow only may become less in a step, as far as was seen. A step makes less of a field
// only where one of its microsteps does, so that what is not on the list need not be watched.
import { type Cell, type Content, childOf, isNumber, someInstant } from '../tables/cells.js'

/** Fields that only grow, and what was seen of them. */
export interface MayShrink {
  /** Fields of which something may have been taken away. */
  readonly fields: ReadonlySet<string>
  /**
   * Sees what an event does.
   *
   * @param values what it read, by the number of what each cell held
   * @param net what it makes of the cells it changes
   */
  sees(event: string, values: ReadonlyMap<Cell, number>, net: ReadonlyMap<Cell, Content>): void
}

/** Nothing was seen yet. */
export function mayShrink(root: Cell, onlyGrows: Readonly<Record<string, readonly string[]>>): MayShrink {
  const context = childOf(root, 'context')
  const declared = new Map(Object.entries(onlyGrows))
  const fields = new Set<string>()
  return {
    fields,
    sees(event, values, net) {
      if (declared.size === 0) return
      for (const [cell, after] of net) {
        const field = fieldOf(cell, context)
        const resets = field === undefined ? undefined : declared.get(field.key)
        if (field === undefined || resets === undefined || fields.has(field.key) || resets.includes(event)) continue
        const known = values.get(cell)
        const before = known === undefined ? undefined : (cell.contents[known] as Content)
        const isLess =
          cell === field ? mayBeLess(before, after) : mayBeFewer(cell, before, after, lengthIn(cell, values))
        if (isLess) fields.add(field.key)
      }
    },
  }
}

/** The field whose size a cell has to do with: itself, or what holds it. */
function fieldOf(cell: Cell, context: Cell): Cell | undefined {
  if (cell.parent === context) return cell
  return cell.parent?.parent === context ? cell.parent : undefined
}

/** Whether a field may be less than before; undefined: nobody looked at what it was. */
function mayBeLess(before: Content | undefined, after: Content): boolean {
  if (before === undefined) return true
  const was = sizeOf(before)
  if (was === undefined) return false
  const is = sizeOf(after)
  if (typeof was === 'number' && typeof is === 'number') return is < was
  // What a record or a list holds is told by its parts.
  return was !== is
}

/** How long the list was in which a cell stands, as far as that was looked at. */
function lengthIn({ parent }: Cell, values: ReadonlyMap<Cell, number>): number | undefined {
  const length = parent?.children.get('length')
  const number = length && values.get(length)
  const content = number === undefined ? undefined : (length?.contents[number] as Content)
  return content !== undefined && isNumber(content) ? content.value : undefined
}

/** Whether a record may have lost this key, or a list items: some, or one that another has taken the place of. */
function mayBeFewer(
  { key, parent }: Cell,
  before: Content | undefined,
  after: Content,
  length: number | undefined,
): boolean {
  const isOfList = parent?.numbers.has('list') === true && !parent.numbers.has('object')
  if (isOfList && key === 'length') return mayBeLess(before, after)
  if (isOfList) {
    const wasThere = length === undefined || Number(key) < length
    const isOther =
      before === undefined || (before.kind === 'value' && JSON.stringify(before) !== JSON.stringify(after))
    return wasThere && isOther && before?.kind !== 'absent'
  }
  return after.kind === 'absent' && before?.kind !== 'absent'
}

function sizeOf(content: Content): number | 'object' | 'list' | undefined {
  if (content.kind === 'absent') return undefined
  if (content.kind !== 'value') return content.kind
  const { value } = content
  if (value === null || value === someInstant) return undefined
  return typeof value === 'string' ? value.length : Number(value)
}
