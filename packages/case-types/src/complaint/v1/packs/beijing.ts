import { type ParameterPack, parameterPack } from '@convoke/core'
import { complaintV1 } from '../case-type.js'
import { calendarDays, published } from './published.js'

const regulations = published('city', '北京市', 'docs/reference/sources.md#beijing-complaints')
const jungar = published('district', '内蒙古自治区准格尔旗', 'docs/reference/sources.md#jungar')
const unreliable = published('city', '北京市', 'docs/reference/sources.md#beijing-periods-unverified')

/**
 * What Beijing's regulations of 2021 say of complaints 北京参数包. They fix no periods in days: the period stands on the order.
 * The figures of a page that could not be relied on are borrowed, and off, as are those of another place.
 *
 * @source [Beijing regulations 12–14, 23](docs/reference/sources.md#beijing-complaints)
 * @example
 * import { beijing } from '@convoke/case-types/complaint'
 * beijing.values.callbackAtOnce?.value // => false
 */
export const beijing: ParameterPack<'complaint'> = parameterPack(complaintV1, {
  name: 'beijing',
  title: { 'zh-CN': '北京（接诉即办工作条例）', en: 'Beijing (regulations on handling complaints at once)' },
  values: {
    // Article 23: called back when the time is up.
    callbackAtOnce: regulations(false),
    // Article 14: the first receiver leads, and nobody passes it on.
    firstReceiverLeads: regulations(true),
  },
  borrowed: {
    signWithin: jungar({ n: 24, unit: 'hour' }),
    outerWithin: unreliable(calendarDays(15)),
    firstContactWithin: unreliable({ n: 2, unit: 'hour' }),
  },
})
