import type { DeadNotice, Page, WaitingNotice } from '@convoke/core'
import { cleanLine } from '../../terminal/clean.js'
import { outboxLines } from '../../terminal/outbox-lines.js'
import { say } from '../../terminal/words.js'
import type { Call } from '../call.js'
import { type Cases, withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

export interface OutboxCommand {
  readonly dead?: boolean
  readonly waiting?: boolean
  readonly retry?: string
  readonly retryAll?: boolean
  readonly limit?: string
  readonly after?: string
}

/** `convoke outbox` */
export async function outbox(call: Call, options: OutboxCommand): Promise<number> {
  const { dead = false, waiting = false, retry, retryAll = false, after } = options
  if (retry !== undefined && retryAll) throw new UsageError('usage/both', { one: '--retry', other: '--retry-all' })
  if (after !== undefined && dead === waiting) throw new UsageError('usage/one-of', { names: '--dead, --waiting' })
  const limit = options.limit === undefined ? 50 : wholeNumber('--limit', options.limit, 500)
  return withCases(call, {}, async ({ engine, look }) => {
    if (retry !== undefined || retryAll) return retried(call, engine, retry)
    const isBoth = dead === waiting
    const none: Page<never> = { items: [] }
    const pages: { waiting: Page<WaitingNotice>; dead: Page<DeadNotice> } = {
      waiting: isBoth || waiting ? await engine.outbox.waiting({ limit, after }) : none,
      dead: isBoth || dead ? await engine.outbox.dead({ limit, after }) : none,
    }
    const next = (page: Page<unknown>, flag: string) =>
      page.next === undefined
        ? []
        : [say(look.lang, 'next.page', { command: `${flag} --after ${cleanLine(page.next)}` })]
    call.print(pages, () => [
      ...(isBoth || waiting
        ? [...outboxLines(look, 'waiting', pages.waiting.items), ...next(pages.waiting, '--waiting')]
        : []),
      ...(isBoth ? [''] : []),
      ...(isBoth || dead ? [...outboxLines(look, 'dead', pages.dead.items), ...next(pages.dead, '--dead')] : []),
    ])
    return exitCodes.done
  })
}

/** Puts one dead letter back, or all there are now. The program that delivers takes it from there. */
async function retried(call: Call, { outbox: letters }: Cases['engine'], id: string | undefined): Promise<number> {
  const ids: string[] = []
  if (id !== undefined) {
    if (!(await letters.retry(id))) {
      const text = tell(call.lang, 'outbox.none', { id: cleanLine(id) })
      if (call.isJson) call.print({ error: { code: 'usage/no-notice', text, advice: '' } }, () => [])
      else call.host.stderr.write(`${text}\n`)
      return exitCodes.noCase
    }
    ids.push(id)
  } else {
    // All ids first: a letter that dies again meanwhile would be put back for ever.
    let after: string | undefined
    do {
      const page: Page<DeadNotice> = await letters.dead({ limit: 500, after })
      ids.push(...page.items.map(notice => notice.id))
      after = page.next
    } while (after !== undefined)
    let done = 0
    for (const one of ids) {
      await letters.retry(one)
      done += 1
      call.progress.tell(() => tell(call.lang, 'outbox.retrying', { done, count: ids.length }))
    }
  }
  call.print({ ok: true, retried: ids }, () => [tell(call.lang, 'outbox.retried', { count: ids.length })])
  return exitCodes.done
}
