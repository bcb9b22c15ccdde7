import { defineCaseType } from '@convoke/core'
import { english } from './labels.en.js'
import { chinese } from './labels.zh-cn.js'
import { machine } from './machine.js'
import { rates } from './packs/rates.js'
import { rulebook } from './rulebook.js'
import { answers, openings, samples } from './samples.js'
import { words } from './words.js'

/** Version 1 of the complaint 诉求. Once released it is never edited: a change is a new folder beside this one. */
export const complaintV1 = defineCaseType(words, {
  name: 'complaint',
  version: '1.0.0',
  machine,
  labels: { 'zh-CN': chinese, en: english },
  samples,
  openings,
  answers,
  rulebook,
  rates,
})
