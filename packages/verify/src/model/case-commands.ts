// A command as it is tried: each of its parts is looked at like a cell, so that what looks at none of them is known for all.
import type { JsonObject, PartyId } from '@convoke/core'
import { type Cell, numberOf, partOfMove, someInstant } from '../tables/cells.js'
import type { Told } from '../tables/table.js'
import type { Move } from './case-data.js'

type Command = Move & { readonly kind: 'command' }

/** The parts of commands, by name. */
export interface CommandParts {
  /** A command that tells which of its parts are looked at. */
  watched(command: Command, told: Told): Command
  /** What each part of a command is, by the number of what it holds; what it does not have is 0. */
  numbersOf(command: Command): ReadonlyMap<Cell, number>
}

/** No part was looked at yet. */
export function commandParts(): CommandParts {
  const parts = new Map<string, Cell>()
  const partNamed = (name: string): Cell => {
    let part = parts.get(name)
    if (part === undefined) {
      part = partOfMove(name)
      parts.set(name, part)
    }
    return part
  }
  return {
    watched: (command, told) => new Watched(command, told, partNamed),
    numbersOf({ by, delegate, answers, data }) {
      const named: readonly (readonly [string, unknown])[] = [
        ['by', by],
        ['delegate', delegate ?? ''],
        ['answers', answers ?? ''],
        ['keys', Object.keys(data).sort()],
        ...Object.entries(data).map(([key, value]) => [`data ${key}`, value] as const),
      ]
      return new Map(
        named.map(([name, value]) => {
          const part = partNamed(name)
          return [part, numberOf(part, { kind: 'value', value: JSON.stringify(value) })]
        }),
      )
    },
  }
}

/** A command that tells which of its parts are looked at, and what handles looks at its data. A class, since one is made for each evaluation. */
class Watched implements Command, ProxyHandler<JsonObject> {
  readonly kind = 'command'
  readonly type: string
  readonly sample: JsonObject
  readonly #command: Command
  readonly #told: Told
  readonly #partNamed: (name: string) => Cell
  #data: JsonObject | undefined

  constructor(command: Command, told: Told, partNamed: (name: string) => Cell) {
    this.type = command.type
    this.sample = command.sample
    this.#command = command
    this.#told = told
    this.#partNamed = partNamed
  }
  get by(): PartyId {
    this.#look('by')
    return this.#command.by
  }
  get delegate() {
    this.#look('delegate')
    return this.#command.delegate
  }
  get answers() {
    this.#look('answers')
    return this.#command.answers
  }
  get data(): JsonObject {
    this.#data ??= new Proxy(this.#command.data, this)
    return this.#data
  }

  get(data: JsonObject, key: string | symbol): unknown {
    if (typeof key !== 'string') return undefined
    this.#look(`data ${key}`)
    return data[key]
  }
  has(data: JsonObject, key: string | symbol): boolean {
    if (typeof key !== 'string') return false
    this.#look(`data ${key}`)
    return key in data
  }
  ownKeys(data: JsonObject): (string | symbol)[] {
    this.#look('keys')
    return Reflect.ownKeys(data)
  }

  #look(name: string): void {
    this.#told.looksAt(this.#partNamed(name))
  }
}

/**
 * What the machine is told of a command: looked at like the command itself.
 *
 * @param delegate who does it for the party, asked where somebody looks
 */
export function eventOf(command: Command, delegate: () => PartyId | null, facts: object): object {
  const others = { type: command.type, delegate: null, facts, at: someInstant }
  return new Proxy<Others>(others, new EventLooks(command, delegate))
}

/** What an event tells beside who gives the command and its data. */
type Others = Readonly<Record<string | symbol, unknown>>

/** Handles looks at an event. */
class EventLooks implements ProxyHandler<Others> {
  readonly #command: Command
  readonly #delegate: () => PartyId | null
  constructor(command: Command, delegate: () => PartyId | null) {
    this.#command = command
    this.#delegate = delegate
  }
  get(others: Others, key: string | symbol): unknown {
    if (key === 'delegate') return this.#delegate()
    if (key in others) return others[key]
    return key === 'by' ? this.#command.by : Reflect.get(this.#command.data, key)
  }
  has(others: Others, key: string | symbol): boolean {
    return key in others || key === 'by' || Reflect.has(this.#command.data, key)
  }
  ownKeys(others: Others): (string | symbol)[] {
    return [...new Set([...Reflect.ownKeys(this.#command.data), ...Object.keys(others), 'by'])]
  }
  getOwnPropertyDescriptor(others: Others, key: string | symbol): PropertyDescriptor | undefined {
    if (!this.has(others, key)) return undefined
    return { value: this.get(others, key), writable: true, enumerable: true, configurable: true }
  }
}
