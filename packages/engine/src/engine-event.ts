import type { PartyId, RefusalCode } from '@convoke/core'

/**
 * What an engine did, for traces, logs and metrics. Ids, codes, counts and times only: never a value from a case, so
 * that it may go to any log.
 */
export type EngineEvent =
  | { readonly type: 'committed'; readonly cases: number; readonly entries: number; readonly elapsedMs: number }
  | {
      readonly type: 'decided'
      readonly caseId: string
      readonly caseType: string
      readonly seq: number
      readonly command: string
      readonly by: PartyId
    }
  | {
      readonly type: 'refused'
      readonly caseId: string
      readonly command: string
      readonly by: PartyId
      readonly code: RefusalCode
    }
  | { readonly type: 'replayed'; readonly caseId: string; readonly seq: number; readonly by: PartyId }
  | {
      readonly type: 'retried'
      readonly caseId: string
      readonly attempt: number
      readonly reason: 'head-moved' | 'case-exists' | 'command-id' | 'failed'
      readonly commands: number
    }
  | {
      readonly type: 'fired'
      readonly caseId: string
      readonly seq: number
      readonly rung: string
      readonly late: number
    }
  /** Deadlines have made the context of a case bigger than it may be; commands that add to it are refused from now on. */
  | { readonly type: 'outgrown'; readonly caseId: string; readonly bytes: number; readonly limit: number }
  | { readonly type: 'refolded'; readonly caseId: string; readonly entries: number }
  | { readonly type: 'delivered'; readonly notice: string; readonly attempt: number; readonly elapsedMs: number }
  | {
      readonly type: 'failed'
      readonly what: 'delivery' | 'deadline' | 'background' | 'append'
      readonly id: string
      readonly code: string
      readonly attempt: number
      readonly retryAt: number | null
    }
