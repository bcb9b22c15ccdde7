import type { CaseState } from '@convoke/core'
import { type OpenDuty, openDuties } from '../../run/duties.js'
import type { Instance } from '../log/event-log.js'
import { couldSend, type Replaying } from './sending.js'

/** A time at which a party had something to do: until it did, or until it had no more. */
export interface Turn {
  readonly role: string
  readonly task: string
  readonly party: string
  /** How many times the party has had it in this case. */
  readonly n: number
  readonly from: number
  /** When it did something, or when the duty fell away or the log ended. */
  readonly to: number
  /** Null where it did nothing. */
  readonly command: string | null
  /** When the log says that work on it began. */
  readonly start: number | undefined
}

interface Running {
  readonly open: OpenDuty
  readonly since: number
  readonly n: number
}

/** The turns of the parties of one case, as its states follow one another. As a simulation opens and drops its work items. */
export function turnsOf(how: Replaying) {
  const running = new Map<string, Running>()
  const times = new Map<string, number>()
  const closed: Turn[] = []
  const close = ({ open, since, n }: Running, to: number, command: string | null, start?: number) => {
    const { party, duty } = open
    running.delete(open.label)
    closed.push({ role: duty.role, task: duty.task, party, n, from: since, to: Math.max(since, to), command, start })
  }
  return {
    closed: closed as readonly Turn[],
    /** Takes up and drops duties as the state of the case now has them. */
    look(state: CaseState, now: number): void {
      const found = state.outcome === null ? openDuties({ type: how.type, state }) : []
      const possible = found.filter(({ duty, party }) =>
        duty.commands.some(command => couldSend(command, party, now, state, how)),
      )
      for (const one of [...running.values()])
        if (!possible.some(({ label }) => label === one.open.label)) close(one, now, null)
      for (const open of possible) {
        if (running.has(open.label)) continue
        const n = (times.get(open.label) ?? 0) + 1
        times.set(open.label, n)
        running.set(open.label, { open, since: now, n })
      }
    },
    /** A party did something: whether it had to. */
    acted(by: string, command: string, { end, start }: Instance): boolean {
      const own = [...running.values()].find(({ open }) => open.party === by && open.duty.commands.includes(command))
      if (own === undefined) return false
      close(own, end, command, start)
      return true
    },
    /** The log ends; what is open has lasted up to then. */
    end(at: number): void {
      for (const one of [...running.values()]) close(one, at, null)
    },
  }
}
