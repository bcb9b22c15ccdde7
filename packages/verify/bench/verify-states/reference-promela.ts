// The reference convening written by hand for SPIN: no roles, no tables, one guarded command for each thing that may happen.

/** The model, for so many parties. */
export function referencePromela(parties: number): string {
  const each = Array.from({ length: parties }, (_, n) => n)
  const all = (set: (n: number) => string) => each.map(set).join(' ')
  const clear = all(n => `resp[${n}] = 0; done[${n}] = 0;`)
  const notDone = all(n => `done[${n}] = 0;`)
  const yes = each.map(n => `(resp[${n}] == 1)`).join(' + ')
  const allDone = each.map(n => `(resp[${n}] != 1 || done[${n}])`).join(' && ')
  return `mtype = { draft, review, convened, onsite, dividing, executing, verifying, area, closed, withdrawn, rejected };
mtype st = draft;
byte resp[${parties}]; bool done[${parties}]; byte reminders, rounds;
active proctype the_case() {
end: do
  :: d_step { st == draft -> st = review }
  :: d_step { st == draft -> st = withdrawn }
  :: d_step { st == review -> ${clear} reminders = 0; st = convened }
  :: d_step { st == review -> st = draft }
  :: d_step { st == review -> st = rejected }
${each.map(n => `  :: d_step { st == convened && resp[${n}] == 0 -> resp[${n}] = 1 }\n  :: d_step { st == convened && resp[${n}] == 0 -> resp[${n}] = 2 }`).join('\n')}
  :: d_step { st == convened && reminders < 2 -> reminders++ }
  :: d_step { st == convened -> st = area }
  :: d_step { st == convened && (${yes}) >= ${Math.floor(parties / 2) + 1} -> st = onsite }
  :: d_step { st == onsite -> st = dividing }
  :: d_step { st == onsite -> st = area }
  :: d_step { st == dividing -> ${notDone} st = executing }
${each.map(n => `  :: d_step { st == executing && resp[${n}] == 1 && !done[${n}] -> done[${n}] = 1 }`).join('\n')}
  :: d_step { st == executing && ${allDone} -> st = verifying }
  :: d_step { st == executing -> st = area }
  :: d_step { st == verifying -> st = closed }
  :: d_step { st == verifying && rounds < 2 -> ${notDone} rounds++; st = executing }
  :: d_step { st == verifying && rounds >= 2 -> st = area }
  :: d_step { st == area -> st = dividing }
  :: d_step { st == area -> st = closed }
  :: d_step { st == area && rounds < 2 -> ${clear} reminders = 0; rounds++; st = convened }
  od
}
`
}
