// Journals of the complaint as a store would keep them.
import type { Draft } from '@convoke/core'
import { type Journal, replayed, sealed } from '../sealing.js'
import { definition } from './cast.js'

export const journalOf = (drafts: readonly Draft[]): Journal => sealed(definition, drafts)
export const replay = (journal: Journal) => replayed(definition, journal)
