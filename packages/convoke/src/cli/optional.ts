import type { LayoutTool } from '../svg/lay-out.js'
import { UsageError } from './usage-error.js'

/** ELK, which finds places for states and arrows. Only drawings need it, so it is installed by those who draw. */
export async function layoutTool(): Promise<LayoutTool> {
  try {
    const { default: Elk } = await import('elkjs/lib/elk.bundled.js')
    const Made = Elk as unknown as new () => LayoutTool
    return new Made()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND')
      throw new UsageError('usage/not-installed', { name: 'elkjs' })
    throw error
  }
}
