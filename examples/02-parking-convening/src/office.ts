// One process of the town's office: an engine on the file.
import { chinaCalendar } from '@convoke/calendar'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { type CaseStore, createEngine, type Engine, type KeyStore, type Notice } from 'convoke'
import { directory } from './cast.js'
import type { manualClock } from './clock.js'

export type Office = Engine<typeof conveningRequest>

export interface OfficeOptions {
  readonly store: CaseStore
  readonly clock: ReturnType<typeof manualClock>
  /** Needed to sign and to check anchors. */
  readonly keys?: KeyStore | undefined
  readonly deliver?: ((notice: Notice<typeof conveningRequest>) => void) | undefined
}

/** 办公室: what a town sets itself stands here, the rest are the defaults of the case type. */
export function openOffice({ store, clock, keys, deliver }: OfficeOptions): Office {
  return createEngine({
    caseTypes: [conveningRequest],
    store,
    keys,
    directory,
    calendar: chinaCalendar(),
    parameters: {
      'convening-request': { awaitWithin: { n: 30, unit: 'calendar-day' }, spotCheckPercent: 0 },
    },
    now: clock,
    reference: () => '约请〔2025〕7号',
    deliver,
  })
}
