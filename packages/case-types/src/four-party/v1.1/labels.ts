import type { LabelsOf } from '@convoke/core'
import { english as englishBefore } from '../v1/labels.en.js'
import { chinese as chineseBefore } from '../v1/labels.zh-cn.js'
import type { machine } from './machine.js'

/** The words in English: those of version 1, and what is new. */
export const english: LabelsOf<typeof machine> = {
  ...englishBefore,
  guards: {
    ...englishBefore.guards,
    upholds: 'there is no such decision, or it is annulled, or what is carried out rests on it',
    endsStay: 'the judgment is not on the decision that is stayed',
    isInForce: 'what is carried out does not rest on this decision',
    mayRevote: 'no vote of the owners came to nothing, or votes are used up',
  },
}

/** The words in Chinese: those of version 1, and what is new. */
export const chinese: LabelsOf<typeof machine> = {
  ...chineseBefore,
  guards: {
    ...chineseBefore.guards,
    upholds: '没有这项有效决定，或该决定已撤销，或正在实施的事项依据该决定',
    endsStay: '判决不是针对中止实施的决定',
    isInForce: '正在实施的事项并非依据这项决定',
    mayRevote: '没有未成的业主表决，或次数已满',
  },
}
