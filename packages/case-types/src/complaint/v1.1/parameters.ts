import { duration, knob } from '@convoke/core'
import { parameters as before } from '../v1/parameters.js'

/**
 * The knobs of a complaint, and one more: how long a remedy is observed 观察期 before anybody calls back.
 *
 * @source our default
 */
export const parameters = before.extend({
  observeFor: knob(duration.default({ n: 2, unit: 'working-day' }), {
    title: { 'zh-CN': '办结观察期', en: 'How long a remedy is observed before the call-back' },
    authority: 'ours',
  }),
})
