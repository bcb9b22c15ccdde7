// Receiving, supplementing, verifying on site 受理、补正、核实.
import { complainants, intake as desk, listed, toTell } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Acts of the desk 受理. */
export const submitted: Acts<
  'accept' | 'reject' | 'askSupplement' | 'informPrevious' | 'closeAsDuplicate' | 'adviseChannel' | 'transfer',
  { enter: 'step' }
> = {
  enter: notify('intakeAsked', ({ context }) => ({ to: listed(desk(context)), topic: context.topic })),
  accept: notify('accepted', ({ context }) => ({ to: toTell(context), topic: context.topic })),
  reject: [
    update(({ context, event }) => {
      context.closure = { ground: event.reason }
    }),
    notify('rejected', ({ context, event }) => ({
      to: toTell(context),
      topic: context.topic,
      reason: event.reason,
      channel: event.channel,
    })),
  ],
  askSupplement: [
    update(({ context, event }) => {
      context.supplementRequests += 1
      context.toSupplement = event.list
    }),
    notify('supplementAsked', ({ context, event }) => ({
      to: complainants(context),
      topic: context.topic,
      list: event.list,
    })),
  ],
  informPrevious: [
    update(({ context, event }) => {
      context.previous = event.previous
      context.closure = { ground: event.reason }
    }),
    notify('informedOfPrevious', ({ context, event }) => ({
      to: toTell(context),
      topic: context.topic,
      previous: event.previous,
      reason: event.reason,
    })),
  ],
  closeAsDuplicate: [
    update(({ context, event }) => {
      context.previous = event.of
      context.closure = { ground: event.reason }
    }),
    notify('informedOfPrevious', ({ context, event }) => ({
      to: toTell(context),
      topic: context.topic,
      previous: event.of,
      reason: event.reason,
    })),
  ],
  adviseChannel: [
    update(({ context, event }) => {
      context.advice = { channel: event.channel, reason: event.reason }
      context.closure = { ground: event.reason }
    }),
    notify('advised', ({ context, event }) => ({
      to: toTell(context),
      topic: context.topic,
      channel: event.channel,
      reason: event.reason,
    })),
  ],
  transfer: [
    update(({ context, event }) => {
      context.receipt = event.receipt
      context.closure = { ground: event.reason }
    }),
    notify('transferred', ({ context, event }) => ({
      to: toTell(context),
      topic: context.topic,
      receiver: event.to,
      receipt: event.receipt,
    })),
  ],
}

/** Acts on what is being supplemented 补正. */
export const supplementing: Acts<'supplement', { lapses: 'step' }> = {
  supplement: update(({ context, event }) => {
    context.supplements.push({ party: event.by, text: event.text })
    context.toSupplement = []
  }),
  // Whoever was asked said nothing: it is decided on what is there.
  lapses: update(({ context }) => {
    context.toSupplement = []
  }),
}

/** Acts of the grid inspector 现场核实. */
export const verifying: Acts<'verify' | 'findUnfounded', { enter: 'step'; lapses: 'step' }> = {
  enter: notify('verificationAsked', ({ context }) => ({ to: listed(context.gridInspector), topic: context.topic })),
  verify: update(({ context, event }) => {
    context.verified = 'verified'
    context.finding = event.finding
  }),
  findUnfounded: [
    update(({ context, event }) => {
      context.finding = event.finding
      context.closure = { ground: event.finding }
    }),
    notify('foundUnfounded', ({ context, event }) => ({
      to: toTell(context),
      topic: context.topic,
      finding: event.finding,
    })),
  ],
  // A complaint does not fail because nobody went to look.
  lapses: update(({ context }) => {
    context.verified = 'notVerified'
  }),
}
