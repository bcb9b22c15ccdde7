// Who may change something, in words.
import type { Power, Sentence } from './result.js'

const said = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

const authorities: Readonly<Record<Power['who'], Sentence>> = {
  law: said('国家法律法规', 'national law'),
  city: said('市', 'the city'),
  district: said('区', 'the district'),
  town: said('镇', 'the town'),
  ours: said('未见规定，由镇自定', 'no rule found: the town itself'),
  employer: said('用人单位（编制与经费）', 'the employer (posts and money)'),
  nobody: said('假设，不由任何人规定', "an assumption: nobody's to order"),
}

/** Who may make a change, in words. */
export function authorityWords(who: Power['who']): Sentence {
  return authorities[who]
}
