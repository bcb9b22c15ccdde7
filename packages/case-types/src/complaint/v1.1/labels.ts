import type { LabelsOf } from '@convoke/core'
import { english as englishBefore } from '../v1/labels.en.js'
import { chinese as chineseBefore } from '../v1/labels.zh-cn.js'
import type { machine } from './machine.js'

/** The words in English: those of version 1, and what is new. */
export const english: LabelsOf<typeof machine> = {
  ...englishBefore,
  states: { ...englishBefore.states, observing: 'Observed' },
  deadlines: { ...englishBefore.deadlines, observation: 'Observation' },
  guards: {
    ...englishBefore.guards,
    ratesForItself: 'While the remedy is observed, only the complainant itself rates.',
  },
}

/** The words in Chinese: those of version 1, and what is new. */
export const chinese: LabelsOf<typeof machine> = {
  ...chineseBefore,
  states: { ...chineseBefore.states, observing: '观察期' },
  deadlines: { ...chineseBefore.deadlines, observation: '办结观察期' },
  guards: { ...chineseBefore.guards, ratesForItself: '观察期内只能由诉求人本人评价。' },
}
