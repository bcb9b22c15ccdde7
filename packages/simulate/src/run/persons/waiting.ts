// What waits for the persons of a party, by priority, and within one by who has waited longest or is due first; what was begun goes before what was not.
import type { Line, Queue, Task } from './person-and-task.js'

/** Puts a task where it belongs. */
export function join(queue: Queue, task: Task): void {
  const { priority } = task
  const { lines } = queue
  let at = 0
  while (at < lines.length && (lines[at] as Line).priority > priority) at++
  if (lines[at]?.priority !== priority) lines.splice(at, 0, { priority, tasks: [], head: 0 })
  const { tasks, head } = lines[at] as Line
  let low = head
  let high = tasks.length
  while (low < high) {
    // Most come last.
    const middle = high === tasks.length ? high - 1 : (low + high) >> 1
    if (goesBefore(task, tasks[middle] as Task)) high = middle
    else low = middle + 1
  }
  tasks.splice(low, 0, task)
  queue.waiting++
}

/** Who is next; undefined where nobody waits. */
export function nextIn(queue: Queue): Task | undefined {
  if (queue.waiting === 0) return undefined
  for (const line of queue.lines) {
    const task = headOf(line)
    if (task !== undefined) return task
  }
  return undefined
}

/** Takes up who is next. */
export function take(queue: Queue, task: Task): void {
  const line = queue.lines.find(({ priority }) => priority === task.priority) as Line
  line.head++
  queue.waiting--
}

/** Nobody waits for a task any more. Its place is cleared when it comes to it, and all places where most are empty. */
export function leave(queue: Queue, task: Task): void {
  task.isGone = true
  queue.waiting--
  for (const line of queue.lines) {
    if (line.tasks.length - line.head <= 1000 + 2 * queue.waiting) continue
    line.tasks = line.tasks.slice(line.head).filter(({ isGone }) => !isGone)
    line.head = 0
  }
}

/** Whether one task goes before another that waits elsewhere. */
export function goesBefore(one: Task, other: Task): boolean {
  if (one.priority !== other.priority) return one.priority > other.priority
  if (one.hasBegun !== other.hasBegun) return one.hasBegun
  return isOlder(one, other)
}

function headOf(line: Line): Task | undefined {
  while (line.head < line.tasks.length && (line.tasks[line.head] as Task).isGone) line.head++
  if (line.head > 1000 && line.head * 2 > line.tasks.length) {
    line.tasks = line.tasks.slice(line.head)
    line.head = 0
  }
  return line.tasks[line.head]
}

/** Who is due first, or has been ready for longer; then by what it is. */
function isOlder(a: Task, b: Task): boolean {
  const order =
    (a.dueAt === b.dueAt ? 0 : a.dueAt - b.dueAt) || a.readyAt - b.readyAt || a.source - b.source || a.i - b.i
  return order === 0 ? a.purpose < b.purpose || (a.purpose === b.purpose && a.n < b.n) : order < 0
}
