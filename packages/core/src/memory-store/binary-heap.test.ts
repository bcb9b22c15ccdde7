import fc from 'fast-check'
import { expect, it } from 'vitest'
import { binaryHeap } from './binary-heap.js'

it('a heap gives back what was pushed, smallest first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), numbers => {
      const heap = binaryHeap<number>((a, b) => a < b)
      for (const number of numbers) heap.push(number)
      const popped = numbers.map(() => heap.pop())
      expect(popped).toEqual([...numbers].sort((a, b) => a - b))
      expect(heap.pop()).toBeUndefined()
    }),
  )
})

it('a heap stays in order while items come and go', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer())), steps => {
      const heap = binaryHeap<number>((a, b) => a < b)
      const model: number[] = []
      for (const step of steps) {
        if (step === null) {
          model.sort((a, b) => a - b)
          expect(heap.peek()).toBe(model[0])
          expect(heap.pop()).toBe(model.shift())
        } else {
          model.push(step)
          heap.push(step)
        }
      }
    }),
  )
})
