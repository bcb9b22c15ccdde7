// What is marked stays with those it is marked for.
import { rolesOf, rosterOf } from '../../deciding/roster.js'
import { indexOf } from '../../deciding/snapshot.js'
import { viewCase } from '../../deciding/view.js'
import { holds } from '../law.js'
import { sealed } from '../paper-case.js'
import type { CaseTypeLaw } from './case-type-law.js'

/** Shorter values are no secrets one could recognise: `yes` stands in many places. */
const shortest = 8

/** The case's own salt, of which every journal on paper has the same. */
const caseSecret = '/~case'

/** Laws of redaction. */
export const hidingLaws: readonly CaseTypeLaw[] = [
  {
    name: 'a marked text is in no entry, notice, refusal or index, and in no view of another role',
    scope: 'history',
    check({ definition, histories }) {
      for (const { name, drafts, attempts } of histories()) {
        const journal = sealed(definition, drafts)
        const disclosures = journal.flatMap(sealed => sealed.disclosures)
        const secrets = disclosures.flatMap(({ value, visibleTo, path }) =>
          typeof value === 'string' && value.length >= shortest && path !== caseSecret
            ? [{ value, visibleTo, path }]
            : [],
        )
        if (secrets.length === 0) continue
        const public_ = [
          ['an entry', journal.map(({ stored }) => stored.bytes).join()],
          [
            'a notice',
            JSON.stringify(drafts.flatMap(({ effects }) => effects.filter(({ link }) => link === undefined))),
          ],
          ['a refusal', JSON.stringify(attempts.map(({ decision }) => decision.refusal ?? null))],
          ['the index', drafts.map(({ after }) => JSON.stringify(indexOf(definition, after))).join()],
        ] as const
        for (const { value, path } of secrets)
          for (const [place, text] of public_)
            holds(!text.includes(value), `the marked value at ${path} stands in ${place} of ${name}`)
        const last = drafts.at(-1)?.after
        if (last === undefined) continue
        for (const party of rosterOf(definition, last.machine).keys()) {
          const roles = rolesOf(definition, last, party)
          const view = JSON.stringify(
            viewCase(definition, last, { id: 'paper', seq: drafts.length, as: party, disclosures }).data,
          )
          for (const { value, visibleTo, path } of secrets) {
            if (visibleTo === null || visibleTo.some(role => roles.includes(role))) continue
            holds(!view.includes(value), `${party} (${roles.join(', ')}) reads the marked value at ${path} of ${name}`)
          }
        }
      }
    },
  },
]
