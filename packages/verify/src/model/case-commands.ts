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
    watched(command, told) {
      const { type, sample } = command
      const look = <Value>(name: string, value: Value): Value => {
        told.looksAt(partNamed(name))
        return value
      }
      return {
        kind: 'command',
        type,
        sample,
        get by(): PartyId {
          return look('by', command.by)
        },
        get delegate() {
          return look('delegate', command.delegate)
        },
        get answers() {
          return look('answers', command.answers)
        },
        data: new Proxy(command.data, {
          get: (data, key) => (typeof key === 'string' ? look(`data ${key}`, data[key]) : undefined),
          has: (data, key) => (typeof key === 'string' ? look(`data ${key}`, key in data) : false),
          ownKeys: data => look('keys', Reflect.ownKeys(data)),
        }) as JsonObject,
      }
    },
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

/** What the machine is told of a command: looked at like the command itself. */
export function eventOf(
  { type, data }: Command,
  { by, delegate }: { readonly by: () => PartyId; readonly delegate: () => PartyId | null },
  facts: object,
): object {
  const others: Record<string, unknown> = {
    type,
    get delegate() {
      return delegate()
    },
    facts,
    at: someInstant,
  }
  return new Proxy(others, {
    get: (_, key) => (key in others ? others[key as string] : key === 'by' ? by() : Reflect.get(data, key)),
    has: (_, key) => key in others || key === 'by' || Reflect.has(data, key),
    ownKeys: () => [...new Set([...Reflect.ownKeys(data), ...Object.keys(others), 'by'])],
    getOwnPropertyDescriptor(_, key) {
      if (!(key in others || key === 'by' || Reflect.has(data, key))) return undefined
      const value: unknown = key in others ? others[key as string] : key === 'by' ? by() : Reflect.get(data, key)
      return { value, writable: true, enumerable: true, configurable: true }
    },
  })
}
