/** A queue that gives its smallest item first; equal items in any order. */
export interface BinaryHeap<Item> {
  push(item: Item): void
  peek(): Item | undefined
  pop(): Item | undefined
}

/** An empty heap; `before` says whether its first argument leaves the heap before its second. */
export function binaryHeap<Item>(before: (a: Item, b: Item) => boolean): BinaryHeap<Item> {
  const items: Item[] = []
  const swap = (a: number, b: number) => {
    const kept = items[a]!
    items[a] = items[b]!
    items[b] = kept
  }
  const rise = (from: number) => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!before(items[at]!, items[parent]!)) return
      swap(at, parent)
      at = parent
    }
  }
  const sink = () => {
    for (let at = 0; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < items.length && before(items[child]!, items[least]!)) least = child
      }
      if (least === at) return
      swap(at, least)
      at = least
    }
  }
  return {
    push(item) {
      items.push(item)
      rise(items.length - 1)
    },
    peek: () => items[0],
    pop() {
      const top = items[0]
      const last = items.pop()
      if (items.length > 0 && last !== undefined) {
        items[0] = last
        sink()
      }
      return top
    },
  }
}
