// What is tried in a place: the commands of those who may be in a role, one for each sample, and what may become of links.
import { type CaseDefinition, type CompiledCommand, type JsonObject, type PartyId, prepareCommand } from '@convoke/core'
import { delegatesOf, recusalOf } from './acting.js'
import type { Acting, Configuration, LinkAnswers, Move } from './case-data.js'

/** The linked case of a story; there is none to name. */
const linkedCase = 'linked'

type Command = Move & { readonly kind: 'command' }

/** The same through somebody who acts for the party. */
function delegated({ kind, type, by, ...rest }: Command, delegate: PartyId): Command {
  return { kind, type, by, delegate, ...rest }
}

/** What can be tried. */
export interface Tries {
  /** Commands that nobody tries, because they take data and the case type has no sample of it. */
  readonly untried: readonly string[]
  /** Roles of whose commands nothing is tried, because who holds them is on a roll. */
  readonly onRolls: readonly string[]
  /** Links of which nobody says what their cases come back with. */
  readonly unanswered: readonly string[]
  /** The commands that the parties seen so far may try in a configuration, one for each sample. */
  commandsIn(configuration: number): readonly Move[]
  /** What may happen to a link. */
  linkMoves(link: string, key: string): readonly Move[]
}

/** What can be tried in the places of a case by whoever was seen in a role so far. */
export function triesIn(
  definition: CaseDefinition,
  configurations: readonly Configuration[],
  seenIn: ReadonlyMap<string, ReadonlySet<PartyId>>,
  answers: LinkAnswers,
  acting: Acting,
  /** Commands of which the machine looks at who it is that acts for a party. */
  delegable: ReadonlySet<string>,
): Tries {
  const samples = definition.caseType.samples as Readonly<Record<string, readonly JsonObject[]>>
  const untried = [...definition.commands.values()]
    .filter(
      ({ name, builtIn, schema }) => !builtIn && !(samples[name] ?? [{}]).some(one => schema.safeParse(one).success),
    )
    .map(({ name }) => name)
  const onRolls = definition.roles
    .filter(({ roll }) => roll !== undefined)
    .map(({ name }) => name)
    .filter(name => [...definition.commands.values()].some(({ by }) => by.includes(name)))
  const unanswered = Object.keys(definition.caseType.links ?? {}).filter(link => (answers[link] ?? []).length === 0)
  /** What a party may try of a command for itself, by the name of both: the same wherever the command is heard. */
  const forItself = new Map<string, readonly Command[]>()
  return { untried, onRolls, unanswered, commandsIn, linkMoves }

  function linkMoves(link: string, key: string): readonly Move[] {
    const data = { link, key, caseId: linkedCase }
    const refused: Move = { kind: 'link', type: 'case.refused', data: { ...data, code: 'input/schema' } }
    const opens: Move = { kind: 'link', type: 'case.opened', data }
    const settles = (answers[link] ?? []).map(
      (answer): Move => ({ kind: 'link', type: 'case.settled', data: { ...data, ...answer } }),
    )
    return [opens, refused, ...settles]
  }

  function commandsIn(configuration: number): readonly Move[] {
    const { machine, isActive } = configurations[configuration] as Configuration
    if (!isActive) return []
    const given = [...definition.commands.values()].flatMap(command => {
      if (command.builtIn || !definition.machine.handles(machine as never, command.name)) return []
      return [...holders(command.name)].flatMap(by => {
        const seen = { isLookedAt: delegable.has(command.name), holders }
        const delegates = delegatesOf(acting, command, by, seen)
        return triedBy(command, by).flatMap(move => [move, ...delegates.map(delegate => delegated(move, delegate))])
      })
    })
    return acting.recusal === true ? [...given, ...[...holders()].map(recusalOf)] : given
  }

  /** Reading the data of a sample takes its time, and says the same each time. */
  function triedBy(command: CompiledCommand, by: PartyId): readonly Command[] {
    const name = `${command.name} ${by}`
    let known = forItself.get(name)
    if (known === undefined) {
      const directory = command.lookups === undefined ? ([undefined] as const) : (['yes', 'no'] as const)
      known = (samples[command.name] ?? [{}]).flatMap((sample): Command[] => {
        const read = prepareCommand(definition, command.name, sample, { salt: () => '0'.repeat(32), subject: by })
        if (!read.ok) return []
        const { seen: data } = read.data
        return directory.map(answers => ({ kind: 'command', type: command.name, by, sample, data, answers }))
      })
      forItself.set(name, known)
    }
    return known
  }

  /** Who was seen in a role that may give a command; in any role, where none is named. */
  function holders(command?: string): ReadonlySet<PartyId> {
    const roles = command === undefined ? [...seenIn.keys()] : (definition.commands.get(command)?.by ?? [])
    return new Set(roles.flatMap(role => [...(seenIn.get(role) ?? [])]))
  }
}
