import { expect, it } from 'vitest'
import { figureIds } from '../study/figure-words.js'
import { unitOfFigure } from '../study/indicators.js'

it('the unit of every figure is known', () => {
  expect(figureIds.filter(id => unitOfFigure(id) === undefined)).toEqual([])
})
