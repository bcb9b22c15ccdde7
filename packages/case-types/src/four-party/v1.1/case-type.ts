import { defineCaseType } from '@convoke/core'
import { fourPartyV1 } from '../v1/case-type.js'
import { answers, openings, samples } from '../v1/samples.js'
import { words } from '../v1/words.js'
import { chinese, english } from './labels.js'
import { machine } from './machine.js'
import { rulebook } from './rulebook.js'

/**
 * Version 1.1 of four-party coordination 四方协调: each round of a case stands by itself. Whenever the matter comes to the
 * owners' committee it signs anew, and no demand, order, opinion or judgment of a former round counts in the next.
 *
 * It takes over cases of 1.0.0 in every state, as they stand.
 *
 * @source Shanghai property rules 25, 26; Civil Code 280; our defaults, as noted at each act
 */
export const fourPartyV1_1 = defineCaseType(words, {
  name: 'four-party',
  version: '1.1.0',
  machine,
  labels: { 'zh-CN': chinese, en: english },
  samples,
  openings,
  answers,
  rulebook,
  migrateFrom: [words.migrate(fourPartyV1, {})],
})
