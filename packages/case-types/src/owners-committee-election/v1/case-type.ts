import { defineCaseType } from '@convoke/core'
import { english } from './labels.en.js'
import { chinese } from './labels.zh-cn.js'
import { machine } from './machine.js'
import { rulebook } from './rulebook.js'
import { openings, samples } from './samples.js'
import { words } from './words.js'

/** Version 1 of the election of an owners' committee 业委会选举. Once released it is never edited. */
export const ownersCommitteeElectionV1 = defineCaseType(words, {
  name: 'owners-committee-election',
  version: '1.0.0',
  machine,
  labels: { 'zh-CN': chinese, en: english },
  samples,
  openings,
  rulebook,
})
