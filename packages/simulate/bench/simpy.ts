// SimPy as the reference: in a process of its own, on the Python that has it.
import { spawnSync } from 'node:child_process'

const pythons = ['/usr/bin/python3', 'python3']

/** The Python that has SimPy; undefined where none has. */
export function pythonWithSimpy(): string | undefined {
  return pythons.find(python => spawnSync(python, ['-c', 'import simpy']).status === 0)
}

/** What something took, in seconds: of processor time, and by the clock on the wall. */
export interface Seconds {
  readonly processor: number
  readonly wall: number
}

/** What a SimPy program says its run took. */
export function secondsOf(python: string, program: string): Seconds {
  const { stdout, stderr, status } = spawnSync(python, ['-c', program], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`SimPy failed: ${stderr}`)
  const [processor = Number.NaN, wall = Number.NaN] = stdout.trim().split(' ').map(Number)
  return { processor, wall }
}

/** Times a run of SimPy, in Python. */
const timedRun = `
began, started = time.process_time(), time.perf_counter()
env.run()
print(time.process_time() - began, time.perf_counter() - started)
`

/** Customers of M/M/5 at 0.9, each asking for a server and being served: the way the SimPy manual has it. */
export function mmc(customers: number): string {
  return `
import random, simpy, time
rng = random.Random(42)
env = simpy.Environment()
desk = simpy.Resource(env, capacity=5)
waits = []
def customer():
    came = env.now
    with desk.request() as turn:
        yield turn
        waits.append(env.now - came)
        yield env.timeout(rng.expovariate(1.0))
def source():
    for _ in range(${customers}):
        yield env.timeout(rng.expovariate(4.5))
        env.process(customer())
env.process(source())
${timedRun}`
}

/** Convening cases: a desk, a review by priority, four parties that race a deadline of ten hours, a team on site. */
export function convening(cases: number): string {
  return `
import random, simpy, time
rng = random.Random(42)
env = simpy.Environment()
desk = simpy.Resource(env, 3)
review = simpy.PriorityResource(env, 2)
team = simpy.Resource(env, 4)
parties = [simpy.Resource(env, 3) for _ in range(4)]
times = []
late = 0
def party(p):
    with parties[p].request() as turn:
        yield turn
        yield env.timeout(rng.expovariate(1 / 1.0))
def case(i):
    global late
    came = env.now
    with desk.request() as turn:
        yield turn
        yield env.timeout(rng.expovariate(1 / 0.8))
    with review.request(priority=i % 3) as turn:
        yield turn
        yield env.timeout(rng.expovariate(1 / 0.5))
    answers = [env.process(party(p)) for p in range(4)]
    deadline = env.timeout(10.0)
    done = yield env.all_of(answers) | deadline
    if deadline in done:
        late += 1
    with team.request() as turn:
        yield turn
        yield env.timeout(rng.expovariate(1 / 1.2))
    times.append(env.now - came)
def source():
    for i in range(${cases}):
        yield env.timeout(rng.expovariate(2.5))
        env.process(case(i))
env.process(source())
${timedRun}`
}
