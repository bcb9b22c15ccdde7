// How much work parties have at hand, for `control: 'workload'` of a scenario.
import type { Job, Staff, Staffing, StaffPorts } from './staff.js'

/** The work that waits for a party, and what is left of that which is being done 在手工作量: the workload of queueing theory. */
export interface AtHand {
  /** The same staffing, watched. */
  watching(staffing: Staffing): Staffing
  /** Told when somebody begins with a job. */
  readonly begun: StaffPorts['begun']
  /** How long a party needs for all it has at hand, ms of its working time; 0 where always somebody is free, and where it meets. */
  of(staff: Staff, now: number): number
  /** As long as that takes of which nobody has begun with. */
  waitFor(staff: Staff): number
}

interface Hand {
  /** Efforts of those who wait. */
  waiting: number
  /** How many are served; and the sum of when each will have been, in time worked since the start. */
  served: number
  ends: number
}

const waits = -1

export function atHand(origin: number): AtHand {
  // By name: work that needs skills stands in a line of its own, for the same persons.
  const hands = new Map<string, Hand>()
  /** Of each job when it will have been done, in time worked since the start, as it was begun; or that it waits. */
  const jobs = new Map<Job, number>()
  const handOf = ({ options: { party } }: Staff): Hand => {
    let hand = hands.get(party)
    if (hand === undefined) {
      hand = { waiting: 0, served: 0, ends: 0 }
      hands.set(party, hand)
    }
    return hand
  }
  const worked = ({ options: { shifts } }: Staff, now: number) => shifts.between(origin, now)
  const waitFor = ({ options: { persons, speed, party } }: Staff) =>
    Number(persons) > 0 ? (hands.get(party)?.waiting ?? 0) / (Number(persons) * speed) : 0
  const gone = (staff: Staff, job: Job) => {
    const end = jobs.get(job)
    if (end === undefined) return
    jobs.delete(job)
    const hand = handOf(staff)
    if (end === waits) hand.waiting -= job.effort
    else {
      hand.served--
      hand.ends -= end
    }
  }
  return {
    watching: staffing => ({
      ...staffing,
      enqueue(staff, job, now) {
        if (!staff.isEndless) {
          handOf(staff).waiting += job.effort
          jobs.set(job, waits)
        }
        staffing.enqueue(staff, job, now)
      },
      withdraw(staff, job, now, vain) {
        gone(staff, job)
        staffing.withdraw(staff, job, now, vain)
      },
      release(staff, job, now, vain) {
        gone(staff, job)
        staffing.release(staff, job, now, vain)
      },
    }),
    begun(staff, job, now) {
      if (jobs.get(job) !== waits) return
      const hand = handOf(staff)
      const end = worked(staff, now) + Math.round(job.effort / staff.options.speed)
      hand.waiting -= job.effort
      hand.served++
      hand.ends += end
      jobs.set(job, end)
    },
    of(staff, now) {
      const { persons, party } = staff.options
      const hand = hands.get(party)
      if (!(Number(persons) > 0) || hand === undefined) return 0
      const left = hand.served === 0 ? 0 : Math.max(0, hand.ends - hand.served * worked(staff, now))
      return waitFor(staff) + left / Number(persons)
    },
    waitFor,
  }
}
