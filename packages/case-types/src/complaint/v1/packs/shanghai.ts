import { type ParameterPack, parameterPack } from '@convoke/core'
import { complaintV1 } from '../case-type.js'
import { calendarDays, minutes, published, workingDays } from './published.js'

const daning = published('town', '上海市静安区大宁路街道', 'docs/reference/sources.md#daning')
const xiayang = published('town', '上海市青浦区夏阳街道', 'docs/reference/sources.md#xiayang')
const hangzhou = published('city', '浙江省杭州市', 'docs/reference/sources.md#hangzhou-property-rules')
const zhejiang = published('law', '浙江省', 'docs/reference/sources.md#zhejiang-labour-mediation')
const sichuan = published('city', '四川省某市', 'docs/reference/sources.md#sichuan-ratings')
const jungar = published('district', '内蒙古自治区准格尔旗', 'docs/reference/sources.md#jungar')
const pinggu = published('district', '北京市平谷区', 'docs/reference/sources.md#beijing-whistle')

/**
 * What sub-districts of Shanghai have published for complaints 上海参数包. No rule of the city on these periods was read: each
 * value is a sub-district's own, and says which. What other places have set is borrowed, and off.
 *
 * @source [Daning](docs/reference/sources.md#daning), [Xiayang](docs/reference/sources.md#xiayang); borrowed: each its own
 * @example
 * import { shanghai } from '@convoke/case-types/complaint'
 * shanghai.values.handlingWithin?.jurisdiction // => '上海市静安区大宁路街道'
 * Object.keys(shanghai.borrowed).includes('signWithin') // => true
 */
export const shanghai: ParameterPack<'complaint'> = parameterPack(complaintV1, {
  name: 'shanghai',
  title: { 'zh-CN': '上海（街道公开规定）', en: 'Shanghai (as sub-districts have published)' },
  values: {
    simpleHandlingWithin: daning(workingDays(1)),
    handlingWithin: daning(workingDays(5)),
    // Complex matters have 15 working days after approval: five, and ten more.
    extensionCap: daning(workingDays(10)),
    supervisionWithin: daning(workingDays(3)),
    callbackWithin: daning(workingDays(3)),
    firstContactWithin: xiayang(workingDays(1)),
    reworkWithin: xiayang(workingDays(3)),
    callbackPercent: xiayang(100),
  },
  borrowed: {
    statementWithin: hangzhou(calendarDays(10)),
    fourPartyWithin: zhejiang(calendarDays(15)),
    reworkWithin: sichuan(workingDays(15)),
    signWithin: jungar({ n: 24, unit: 'hour' }),
    outerWithin: jungar(calendarDays(7)),
    onSceneWithin: pinggu(minutes(30)),
  },
})
