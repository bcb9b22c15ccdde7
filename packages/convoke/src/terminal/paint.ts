import picocolors from 'picocolors'

/** Colours, or none. */
export type Paint = Pick<
  ReturnType<typeof picocolors.createColors>,
  'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'
>

/** What decides about colours. */
export interface PaintOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isTTY: boolean
  /** What the user asked for, if anything. */
  readonly colour?: boolean | undefined
}

/**
 * Colours for a stream: those the user asked for, else none under `NO_COLOR`, some under `FORCE_COLOR`, else on terminals.
 *
 * @source no-color.org: set and not empty
 */
export function paintFor({ env, isTTY, colour }: PaintOptions): Paint {
  return picocolors.createColors(isColoured({ env, isTTY, colour }))
}

function isColoured({ env, isTTY, colour }: PaintOptions): boolean {
  if (colour !== undefined) return colour
  if ((env.NO_COLOR ?? '') !== '') return false
  const forced = env.FORCE_COLOR ?? ''
  if (forced !== '') return forced !== '0'
  return isTTY && env.TERM !== 'dumb'
}
