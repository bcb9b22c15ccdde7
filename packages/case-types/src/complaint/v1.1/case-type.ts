import { defineCaseType } from '@convoke/core'
import { complaintV1 } from '../v1/case-type.js'
import { rates } from '../v1/packs/rates.js'
import { answers, openings, samples } from '../v1/samples.js'
import { chinese, english } from './labels.js'
import { machine } from './machine.js'
import { rulebook } from './rulebook.js'
import { words } from './words.js'

/**
 * Version 1.1 of the complaint 诉求: what is said to be solved is observed for a while before anybody calls back, so that
 * the rating speaks of a remedy that lasts. Everything else is version 1.
 *
 * It takes over cases of 1.0.0 in every state but one. A rating in dispute was given without an observation, and is
 * ruled on by the rules it was given under; after the ruling the case may follow.
 *
 * @source our default
 */
export const complaintV1_1 = defineCaseType(words, {
  name: 'complaint',
  version: '1.1.0',
  machine,
  labels: { 'zh-CN': chinese, en: english },
  samples,
  openings,
  answers,
  rulebook,
  rates,
  migrateFrom: [words.migrate(complaintV1, { states: { 'rework.ratingDisputed': null } })],
})
