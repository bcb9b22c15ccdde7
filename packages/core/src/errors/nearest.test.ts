import { describe, expect, it } from 'vitest'
import { nearest } from './nearest.js'

const commands = ['accept', 'decline', 'delegate', 'submit', 'submitPlan', 'withdraw']

describe('the nearest right name', () => {
  it.each([
    ['acept', 'accept'],
    ['ACCEPT', 'accept'],
    ['sumbit', 'submit'],
    ['delegat', 'delegate'],
  ])('to "%s" is "%s"', (wrong, right) => {
    expect(nearest(wrong, commands)[0]).toBe(right)
  })
  it('is none when nothing is near', () => {
    expect(nearest('evaluate-everything', commands)).toEqual([])
    expect(nearest('', [])).toEqual([])
  })
  it('lists at most three, equally near ones by name', () => {
    expect(nearest('ax', ['ad', 'ac', 'ab', 'aa'])).toEqual(['aa', 'ab', 'ac'])
  })
  it('costs no more for a megabyte of nonsense', () => {
    expect(nearest('accept'.repeat(200_000), commands)).toEqual([])
  })
})
