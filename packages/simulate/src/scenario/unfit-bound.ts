import { unitOfFigure } from '../study/indicators.js'

/**
 * What a bound has to be of a figure where it is written as something else: a time, a share, or a number. A bare 3 would be three milliseconds of a
 * time, 95 more than any share can be, and `20 min` a million open cases. Undefined where it fits, and of figures that nobody knows. Pure.
 *
 * @param id of the figure, such as `wait`
 * @param written as in a scenario or on a command line: `20 min`, `95%`, `0.95` or 12
 * @example
 * unfitBound('wait', 20) // => 'time'
 * unfitBound('wait', '20 min') // => undefined
 * unfitBound('rate', '95') // => 'share'
 * unfitBound('openCases', '5%') // => 'number'
 */
export function unfitBound(id: string, written: string | number): 'time' | 'share' | 'number' | undefined {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+|%)?$/.exec(String(written).trim()) ?? []
  const isTime = unit !== '' && unit !== '%'
  switch (unitOfFigure(id)) {
    case undefined:
      return undefined
    case 'ms':
      return isTime || (unit === '' && Number(number) === 0) ? undefined : 'time'
    case 'share':
      return isTime || (unit === '' && Number(number) > 1) ? 'share' : undefined
    default:
      return unit === '' ? undefined : 'number'
  }
}
