// What holds for all cases together, whatever their types: checked when everything that was asked has been carried out.
import { askerId, nextRungAt } from '@convoke/core'
import type { Folded } from './scene.js'

/** The most links a chain may have; a refusal at its end is one deeper, and what that sets off one more. */
const deepest = 18

/** Each says what is wrong with a case among all others; empty when nothing is. */
export const systemInvariants: Readonly<Record<string, (one: Folded, all: readonly Folded[]) => readonly string[]>> = {
  'no link is left opening': ({ state }) =>
    state.links.filter(({ status }) => status === 'opening').map(({ link, key }) => `${link}/${key}`),

  'an open link stands for a case that is open, or still owes an answer': ({ id, state }, all) =>
    state.links
      .filter(({ status }) => status === 'open')
      .filter(({ link, key, caseId }) => {
        const other = all.find(one => one.id === caseId)
        if (other === undefined) return true
        const asking = other.state.askers?.find(one => askerId(one) === askerId({ caseId: id, link, key }))
        return asking === undefined ? other.state.outcome !== null : asking.answered || other.state.outcome !== null
      })
      .map(({ link, key }) => `${link}/${key}`),

  'a settled case has told every case that asked it': ({ id, state }, all) => {
    if (state.outcome === null) return []
    const asked = state.askers ?? (state.parent === null ? [] : [state.parent])
    return asked
      .filter(({ caseId, link, key }) => {
        const book = all.find(one => one.id === caseId)?.state.links.find(one => one.link === link && one.key === key)
        return book !== undefined && book.caseId === id && book.status !== 'settled'
      })
      .map(askerId)
  },

  'a case that is not settled has a clock, so that it waits for nobody for ever': ({ state }) =>
    state.outcome === null && nextRungAt(state) === null ? [JSON.stringify(state.machine.value)] : [],

  'no chain of cases is deeper than sixteen': ({ entries }) =>
    entries.filter(({ cause }) => (cause?.depth ?? 0) > deepest).map(({ type, cause }) => `${type} ${cause?.depth}`),

  'a case that settled stays reported once for each outcome it reached': ({ entries }) => {
    const heard = entries.filter(({ type }) => type === 'case.settled').map(({ commandId }) => commandId)
    return heard.filter((one, index) => heard.indexOf(one) !== index)
  },
}

/** All that is wrong, in words. */
export function faults(all: readonly Folded[]): string[] {
  return all.flatMap(one =>
    Object.entries(systemInvariants).flatMap(([name, wrong]) =>
      wrong(one, all).map(what => `${name}: ${one.caseType} ${one.id}: ${what}`),
    ),
  )
}
