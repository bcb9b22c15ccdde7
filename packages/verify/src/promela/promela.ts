// What an exploration worked out, as a model for SPIN: the tables are C, and Promela says only that something that can be
// done is done. SPIN looks for states with a search, a hash and a store of its own.
import type { Exploration } from '../explore/explore.js'
import { type FlatTables, flatTables, leavesBounds, mapsTo, putsAtEnd, setsTo, untoldNumber } from './flat-tables.js'

/** A model for SPIN, in two files. */
export interface SpinModel {
  readonly promela: string
  /** Goes beside it as `tables.h`: SPIN takes no more than 64 kB of C by itself. */
  readonly tables: string
}

/**
 * Explorations as one Promela model, of which each run takes one: what is worked out is compiled once for all of them.
 *
 * `spin -a`, then `gcc -DBFS -DNOREDUCE -DSAFETY`; run it with `-E`. What the environment says is looked at when it begins:
 * `CASE=n` takes the nth exploration; `LIMIT=n` goes n steps far; `GOAL=stuck` looks for a case that is not settled and in which nothing can happen, `GOAL=n` for
 * one in configuration n. Replayed (`-r -C`), it prints `move n` for each step, by the number of the move in the exploration.
 *
 * SPIN counts its own first state, and a transition for that and for the step that begins: states and transitions are one
 * and two more than ours.
 *
 * With `-DNP` and the macro `IDLE` (`spin -a -DIDLE`) it looks for circles in which no party does anything.
 */
export function promelaOf(explorations: readonly Exploration[]): SpinModel {
  const all = explorations.map(exploration => ({ exploration, flat: flatTables(exploration) }))
  const most = Math.max(1, ...all.flatMap(({ flat }) => flat.menus.map(menu => menu.length)))
  const width = Math.max(...all.map(({ flat }) => flat.width))
  const options = Array.from({ length: most }, (_, n) => n)
  const names = explorations.map(({ model }) => model.definition.name).join(', ')
  const tables = `/* ${names}: what their exploration worked out. */
enum { width = ${width}, untold = ${untoldNumber} };
${all.map(({ flat, exploration }, n) => tablesInC(flat, exploration, `_${n}`)).join('\n')}
static const int *const tables[][${tableNames.length}] = {
${all.map((_, n) => `  { ${tableNames.map(name => `${name}_${n}`).join(', ')} }`).join(',\n')}
};
static const int ${tableNames.map(name => `*${name}`).join(', ')};
`
  const promela = `/* ${names}: emitted from the tables of their exploration. */
c_decl {
  \\#include "tables.h"
  extern int readtrail; extern long depth;
}
c_state "unsigned short row[${width}]" "Global"
c_code {
${stepsInC(most)}
}
active proctype the_case() {
  d_step { c_code { begin(now.row); } }
#ifdef IDLE
  do
${options.map(n => `  :: d_step { c_expr { (can(now.row, ${n}, 0)) } -> c_code { go(now.row, ${n}); } }`).join('\n')}
${options.map(n => `  :: c_expr { (can(now.row, ${n}, 1)) } ->\nprogress_${n}: d_step { c_code { go(now.row, ${n}); } }`).join('\n')}
  od
#else
  do
${options.map(n => `  :: d_step { c_expr { (can(now.row, ${n}, 2)) } -> c_code { go(now.row, ${n}); } }`).join('\n')}
  :: d_step { c_expr { (is_goal(now.row)) } -> assert(false) }
  od
#endif
}
`
  return { promela, tables }
}

/** The tables that a run takes. */
const tableNames = [
  'nodes',
  'maps',
  'ways_at',
  'ways',
  'menus_at',
  'menus',
  'told_at',
  'told',
  'onward',
  'first',
  'is_command',
  'is_settled',
] as const

function tablesInC(flat: FlatTables, { model, moves }: Exploration, suffix: string): string {
  const list = (name: string, numbers: readonly number[]) =>
    `  static const int ${name}${suffix}[] = {\n${wrapped(numbers.length === 0 ? [0] : numbers)}\n  };`
  // Lists of lists: where each begins, and all of them one after the other.
  const lists = (name: string, all: readonly (readonly number[])[]) => {
    const begins: number[] = []
    const together: number[] = []
    for (const one of all) {
      begins.push(together.length)
      together.push(...one)
    }
    return `${list(`${name}_at`, begins)}\n${list(name, together)}`
  }
  const menus = flat.menus.map(menu => {
    const head: number[] = [menu.length]
    const tries: number[] = []
    for (const { move, table, gates, isAsked } of menu) {
      head.push(1 + menu.length + tries.length)
      tries.push(move, table, isAsked ? 1 : 0, gates.length, ...gates)
    }
    return [...head, ...tries]
  })
  const onward = [...flat.onward].sort(([one, next], [other, after]) => one - other || next - after)
  const told = flat.untold.map(columns => {
    const is = new Array<number>(flat.width).fill(1)
    for (const column of columns) is[column] = 0
    return is
  })
  return [
    list('nodes', flat.nodes),
    list('maps', flat.maps),
    lists('ways', flat.ways),
    lists('menus', menus),
    lists('told', told),
    list('onward', [onward.length, ...onward.flat()]),
    list('first', [flat.width, ...flat.first]),
    list(
      'is_command',
      moves.map(({ kind }) => (kind === 'command' ? 1 : 0)),
    ),
    list(
      'is_settled',
      model.configurations.map(({ outcome }) => (outcome === null ? 0 : 1)),
    ),
  ].join('\n')
}

function stepsInC(most: number): string {
  return `  static unsigned short next[width];
  static int ready = -1;
  static long most_steps = 0;
  static int goal = -1;

  /* The tables know nothing of this: the two searches differ. */
  static void unknown(const char *what) {
    printf("unknown: %s\\n", what);
    exit(3);
  }
  static int look_up(const unsigned short *row, int at) {
    while (at != 0 && nodes[at] >= 0) {
      int branch = (row[nodes[at]] + 1) & 0xffff;
      at = branch < nodes[at + 1] ? nodes[at + 2 + branch] : 0;
    }
    if (at == 0) unknown("a step that was never worked out");
    return at;
  }
  /* 0: it would leave the bounds. */
  static int put(int leaf, int configuration) {
    const int *is_told = told + told_at[configuration];
    for (int n = 0; n < nodes[leaf + 3]; n++) {
      const int *change = nodes + leaf + 4 + 3 * n;
      int column = change[1];
      switch (change[0]) {
        case ${setsTo}:
          if (is_told[column]) next[column] = change[2];
          break;
        case ${mapsTo}:
          if (!is_told[column] || next[column] == untold) break;
          if (maps[change[2] + next[column]] < 0) unknown("a number that was never counted");
          next[column] = maps[change[2] + next[column]];
          break;
        case ${putsAtEnd}: {
          if (next[column] == untold) break;
          int writes = maps[change[2] + next[column]];
          if (writes < 0) unknown("an item that was never put there");
          if (writes == 0) return 0;
          for (int i = 0; i < maps[writes]; i++) next[maps[writes + 1 + 2 * i]] = maps[writes + 2 + 2 * i];
          break;
        }
        case ${leavesBounds}:
          if (is_told[column]) return 0;
      }
    }
    return 1;
  }
  static int way_on(int way, int after) {
    int low = 0, high = onward[0] - 1;
    while (low <= high) {
      int middle = (low + high) / 2;
      const int *pair = onward + 1 + 3 * middle;
      if (pair[0] == way && pair[1] == after) return pair[2];
      if (pair[0] < way || (pair[0] == way && pair[1] < after)) low = middle + 1;
      else high = middle - 1;
    }
    unknown("a way that never came about");
    return 0;
  }
  static int go_on(int leaf, int way) {
    int configuration = ways[ways_at[way]];
    const int *is_told = told + told_at[configuration];
    if (!put(leaf, configuration)) return 0;
    next[0] = configuration;
    for (int column = 1; column < first[0]; column++) if (!is_told[column]) next[column] = untold;
    return 1;
  }
  /* Whether a step can be taken, and where it leads. */
  static int can(const unsigned short *row, int n, int by) {
    const int *menu = menus + menus_at[row[0]];
    ready = -1;
    if (n >= menu[0] || (most_steps > 0 && depth - 1 >= most_steps)) return 0;
    const int *tried = menu + menu[1 + n];
    if (by != 2 && is_command[tried[0]] != by) return 0;
    int leaf = look_up(row, tried[1]);
    if (nodes[leaf + 1] < 0) return 0;
    if (tried[2] || !nodes[leaf + 2])
      for (int gate = 0; gate < tried[3]; gate++)
        if (nodes[look_up(row, tried[4 + gate]) + 1] < 0) return 0;
    memcpy(next, row, sizeof next);
    int way = nodes[leaf + 1];
    if (!go_on(leaf, way)) return 0;
    while (ways[ways_at[way] + 1] != 0) {
      leaf = look_up(next, ways[ways_at[way] + 1]);
      way = way_on(way, nodes[leaf + 1]);
      if (!go_on(leaf, way)) return 0;
    }
    const int *going = ways + ways_at[way];
    for (int keeper = 0; keeper < going[2]; keeper++) put(look_up(next, going[3 + keeper]), going[0]);
    if (memcmp(next, row, sizeof next) == 0) return 0;
    ready = n;
    return 1;
  }
  /* Takes it. */
  static void go(unsigned short *row, int n) {
    if (ready != n && !can(row, n, 2)) unknown("a step that cannot be taken");
    const int *menu = menus + menus_at[row[0]];
    int move = menu[menu[1 + n]];
    memcpy(row, next, sizeof next);
    ready = -1;
    if (readtrail) printf("move %d\\n", move);
  }
  static void begin(unsigned short *row) {
    char *limit = getenv("LIMIT");
    char *what = getenv("GOAL");
    char *which = getenv("CASE");
    const int *const *chosen = tables[which ? atoi(which) : 0];
${tableNames.map((name, n) => `    ${name} = chosen[${n}];`).join('\n')}
    for (int column = 0; column < width; column++) row[column] = column < first[0] ? first[1 + column] : 0;
    if (limit) most_steps = atol(limit);
    if (what) goal = strcmp(what, "stuck") == 0 ? -2 : atoi(what);
  }
  static int is_goal(const unsigned short *row) {
    if (goal == -1) return 0;
    if (goal >= 0) return row[0] == goal;
    if (is_settled[row[0]]) return 0;
    for (int n = 0; n < ${most}; n++) if (can(row, n, 2)) return 0;
    return 1;
  }`
}

/** Numbers in lines. */
function wrapped(numbers: readonly number[]): string {
  const lines: string[] = []
  for (let n = 0; n < numbers.length; n += 24) lines.push(`    ${numbers.slice(n, n + 24).join(',')}`)
  return lines.join(',\n')
}
