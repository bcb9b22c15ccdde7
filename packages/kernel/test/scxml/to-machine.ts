// Turns an SCXML document with the ECMAScript data model into an ordinary XState machine.
import { type AnyStateMachine, assign, cancel, createMachine, enqueueActions, log, raise, stateIn } from 'xstate'
import type { XmlElement } from './read-xml.js'

/** Why a document has no counterpart in the grammar the kernel supports. */
export class Excluded extends Error {}

type Data = Record<string, unknown>
type Args = { readonly context: Data; readonly event: { readonly type: string } & Data }
type Action = object

const states = new Set(['state', 'parallel', 'final', 'history'])
/** Where an SCXML processor could be reached from outside; XState has no such address. */
const addresses = /\b(_ioprocessors|_x)\b/
/** What any session of an SCXML processor has: a name of its document, and an id of its own. */
const session: Data = { _name: 'machine', _sessionid: 'session' }

/** The SCXML event an expression sees. */
function seen(event: Args['event']): object {
  const { type, data, output } = event
  return { name: type.replace(/^xstate\.done\.state\./, 'done.state.'), data: data ?? output, type: 'internal' }
}

function scope(data: Data): Data {
  // Names of the document only: what it does not declare is undefined, not a variable of the host.
  return new Proxy(data, {
    has: (target, key) => key in target || !(key in globalThis),
    get: (target, key) => (key in target ? target : session)[key as string],
  })
}

function compiled(code: string): (context: Data, event: Args['event']) => unknown {
  if (addresses.test(code)) throw new Excluded('reads an address of an SCXML processor')
  if (/\bIn\s*\(/.test(code)) throw new Excluded('asks In() within an expression')
  let run: (data: Data, event: object) => unknown
  try {
    run = new Function('data', '_event', `with (data) { ${code} }`) as typeof run
  } catch {
    throw new Excluded('is written wrongly on purpose, which a processor must report as an event')
  }
  return (context, event) => run(scope(context), seen(event))
}

const expression = (code: string) => compiled(`return (${code}\n)`)

/** Runs code that changes the data, on a copy. */
function changing(code: string): Action {
  const run = compiled(code)
  return assign(({ context, event }: Args) => {
    const data = structuredClone(context)
    run(data, event)
    return data
  })
}

const milliseconds = (time: string): number => {
  const [, amount = '0', unit] = /^([\d.]+)(m?s)?$/.exec(time.trim()) ?? []
  return Number(amount) * (unit === 's' ? 1000 : 1)
}

function payload(element: XmlElement): (args: Args) => unknown {
  const { namelist } = element.attributes
  const fields = element.children
    .filter(child => child.name === 'param')
    .map(
      ({ attributes }) =>
        [attributes.name as string, expression(attributes.expr ?? attributes.location ?? 'undefined')] as const,
    )
  const named = (namelist?.split(/\s+/) ?? []).map(name => [name, expression(name)] as const)
  const content = element.children.find(child => child.name === 'content')
  if (content !== undefined) {
    if (content.children.length > 0) throw new Excluded('sends XML')
    const { expr } = content.attributes
    const read = expression(expr ?? JSON.stringify(content.text.trim()))
    return ({ context, event }) => read(context, event)
  }
  const all = [...named, ...fields]
  if (all.length === 0) return () => undefined
  return ({ context, event }) => Object.fromEntries(all.map(([name, read]) => [name, read(context, event)]))
}

/** `<send>` to the machine itself, and `<raise>`. */
function sent(element: XmlElement): Action {
  const { event, eventexpr, target, targetexpr, type, typeexpr, delay, delayexpr, id, idlocation } = element.attributes
  if (target !== undefined && target !== '#_internal') throw new Excluded('sends to another actor')
  if (targetexpr !== undefined || typeexpr !== undefined) throw new Excluded('sends to another actor')
  if (type !== undefined && !type.endsWith('/scxml/#SCXMLEventProcessor') && !/^scxml$/.test(type))
    throw new Excluded('sends by a processor of its own')
  if (idlocation !== undefined) throw new Excluded('asks for an id made by a processor')
  const name = expression(eventexpr ?? JSON.stringify(event ?? ''))
  const data = payload(element)
  const wait = delayexpr === undefined ? undefined : expression(delayexpr)
  const made = ({ context, event }: Args) => ({ type: String(name(context, event)), data: data({ context, event }) })
  const options = {
    ...(id === undefined ? {} : { id }),
    ...(wait === undefined ? {} : { delay: ({ context, event }: Args) => milliseconds(String(wait(context, event))) }),
    ...(delay === undefined ? {} : { delay: milliseconds(delay) }),
  }
  return raise(made as never, options as never)
}

function actionsOf(elements: readonly XmlElement[]): Action[] {
  return elements.map(actionOf)
}

function actionOf(element: XmlElement): Action {
  const { name, attributes, children, text } = element
  if (name === 'raise' || name === 'send') return sent(element)
  if (name === 'log') {
    const read = expression(attributes.expr ?? 'undefined')
    return log(({ context, event }: Args) => read(context, event), attributes.label)
  }
  if (name === 'assign') {
    if (children.length > 0) throw new Excluded('assigns XML')
    return changing(`${attributes.location} = (${attributes.expr ?? text.trim()})`)
  }
  if (name === 'script') {
    return changing(attributes.src === undefined ? text : loaded(attributes.src))
  }
  if (name === 'cancel') {
    const { sendid, sendidexpr } = attributes
    const read = expression(sendidexpr ?? JSON.stringify(sendid))
    return cancel(({ context, event }: Args) => String(read(context, event)))
  }
  if (name === 'if') return branches(element)
  if (name === 'foreach') return loop(element)
  throw new Excluded(`runs <${name}>`)
}

function branches({ attributes, children }: XmlElement): Action {
  const parts: { readonly when: ReturnType<typeof expression>; readonly actions: Action[] }[] = []
  let when = expression(attributes.cond as string)
  let actions: Action[] = []
  for (const child of children) {
    if (child.name === 'else' || child.name === 'elseif') {
      parts.push({ when, actions })
      when = expression(child.attributes.cond ?? 'true')
      actions = []
    } else actions.push(actionOf(child))
  }
  parts.push({ when, actions })
  return enqueueActions(({ context, event, enqueue }) => {
    const chosen = parts.find(part => part.when(context, event))
    for (const action of chosen?.actions ?? []) enqueue(action as never)
  })
}

function loop({ attributes, children }: XmlElement): Action {
  const { array, item, index } = attributes
  const list = expression(array as string)
  const actions = actionsOf(children)
  return enqueueActions(({ context, event, enqueue }) => {
    for (const [at, value] of [...(list(context, event) as unknown[])].entries()) {
      enqueue.assign({ [item as string]: value, ...(index === undefined ? {} : { [index]: at }) })
      for (const action of actions) enqueue(action as never)
    }
  })
}

const reference = (id: string) => `#${id.replaceAll('.', '\\.')}`

function guardOf(cond: string | undefined): object {
  if (cond === undefined) return {}
  const [, id] = /^\s*In\(\s*['"]([^'"]+)['"]\s*\)\s*$/.exec(cond) ?? []
  if (id !== undefined) return { guard: stateIn(reference(id)) }
  const read = expression(cond)
  return { guard: ({ context, event }: Args) => Boolean(read(context, event)) }
}

function transitionOf({ attributes, children }: XmlElement): object {
  const { target, cond, type } = attributes
  return {
    ...(target === undefined ? {} : { target: target.trim().split(/\s+/).map(reference) }),
    ...guardOf(cond),
    actions: actionsOf(children),
    reenter: target !== undefined && type !== 'internal',
  }
}

/** Event descriptors of SCXML match by prefix; those of XState only where they end in `.*`. */
function descriptorsOf(events: string): string[] {
  return events.split(/\s+/).flatMap(name => {
    const plain = name.replace(/\.\*?$/, '')
    if (plain === '*') return ['*']
    if (plain.startsWith('done.state.')) return [`xstate.${plain}`]
    if (/^(error|done)(\.|$)/.test(plain)) throw new Excluded('waits for an event that only an SCXML processor makes')
    return [plain, `${plain}.*`]
  })
}

let unnamed = 0
/** Reads a file that a document names. */
let loaded: (src: string) => string
/** Whether data gets its value only when its state is first entered. */
let late = false

function nodeOf(element: XmlElement): readonly [key: string, node: object] {
  const { attributes, children, name } = element
  unnamed += 1
  const id = attributes.id ?? `unnamed-${unnamed}`
  const blocks = (kind: string) => children.filter(child => child.name === kind)
  if (name === 'history') {
    const [fallback] = blocks('transition')
    if ((fallback?.children.length ?? 0) > 0)
      throw new Excluded('acts on the default of a history, which XState has no place for')
    const target = fallback?.attributes.target?.trim().split(/\s+/).map(reference)
    const history = attributes.type === 'deep' ? 'deep' : 'shallow'
    return [id, { id, type: 'history', history, ...(target === undefined ? {} : { target }) }]
  }
  if (blocks('invoke').length > 0) throw new Excluded('invokes')
  const inner = children.filter(child => states.has(child.name)).map(nodeOf)
  const on: Record<string, object[]> = {}
  const always: object[] = []
  for (const transition of blocks('transition')) {
    const { event } = transition.attributes
    if (event === undefined) always.push(transitionOf(transition))
    for (const descriptor of event === undefined ? [] : descriptorsOf(event.trim())) {
      on[descriptor] = [...(on[descriptor] ?? []), transitionOf(transition)]
    }
  }
  const [donedata] = blocks('donedata')
  const output = donedata === undefined ? undefined : payload(donedata)
  const regions = inner.filter(([, node]) => (node as { type?: string }).type !== 'history')
  return [
    id,
    {
      id,
      ...(name === 'final' ? { type: 'final' } : name === 'parallel' && regions.length > 0 ? { type: 'parallel' } : {}),
      ...(name === 'parallel' && regions.length > 0 ? { states: Object.fromEntries(inner) } : {}),
      ...(name !== 'parallel' && regions.length > 0 ? beginning(element, inner) : {}),
      entry: [...bound(blocks('datamodel')), ...blocks('onentry').flatMap(block => actionsOf(block.children))],
      exit: blocks('onexit').flatMap(block => actionsOf(block.children)),
      ...(Object.keys(on).length > 0 ? { on } : {}),
      ...(always.length > 0 ? { always } : {}),
      ...(output === undefined ? {} : { output }),
    },
  ]
}

/** The states of a compound state and how it begins. XState begins in one child; elsewhere only by way of another state. */
function beginning({ attributes, children }: XmlElement, inner: readonly (readonly [string, object])[]): object {
  const transition = children.find(child => child.name === 'initial')?.children[0]
  const [first] = inner.find(([, node]) => (node as { type?: string }).type !== 'history') as [string, object]
  const named = (transition?.attributes.target ?? attributes.initial)?.trim() ?? first
  const actions = transition === undefined ? [] : actionsOf(transition.children)
  const states = Object.fromEntries(inner)
  if (named in states) return { initial: { target: named, actions }, states }
  const way = { always: { target: named.split(/\s+/).map(reference), actions } }
  return { initial: 'beginning', states: { beginning: way, ...states } }
}

/** What gives data its value on entering its state, where it is bound late. */
function bound(models: readonly XmlElement[]): Action[] {
  if (!late) return []
  return models
    .flatMap(({ children }) => children)
    .map(({ attributes, text }) => {
      const id = attributes.id as string
      const read = expression(attributes.expr ?? (text.trim() || 'undefined'))
      // Once only, however often the state is entered.
      return assign(({ context, event }: Args) => (context[id] === undefined ? { [id]: read(context, event) } : {}))
    })
}

/**
 * The machine of a document.
 *
 * @param load reads a file that the document names
 */
export function toMachine(document: XmlElement, load: (src: string) => string): AnyStateMachine {
  unnamed = 0
  loaded = load
  const { attributes, children } = document
  if ((attributes.datamodel ?? 'ecmascript') !== 'ecmascript') throw new Excluded('has another data model')
  late = attributes.binding === 'late'
  const data: Data = {}
  const nested = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(nested)]
  for (const { attributes, children, text } of nested(document).filter(({ name }) => name === 'data')) {
    if (children.length > 0) throw new Excluded('has XML for data')
    const source = attributes.src === undefined ? text.trim() : loaded(attributes.src).trim()
    if (source.startsWith('<')) throw new Excluded('has XML for data')
    const written = attributes.expr ?? (source || 'undefined')
    const read = expression(/^(function|return)\b/.test(written) ? 'undefined.x' : written)
    if (late) {
      data[attributes.id as string] = undefined
      continue
    }
    try {
      data[attributes.id as string] = structuredClone(read(data, { type: '' }))
    } catch {
      throw new Excluded('has data that a processor must report as an error')
    }
  }
  for (const { name, attributes, text } of children) {
    if (name !== 'script') continue
    compiled(attributes.src === undefined ? text : loaded(attributes.src))(data, { type: '' })
    // A function among the data is no JSON; a context holds none.
    if (Object.values(data).some(value => typeof value === 'function')) throw new Excluded('keeps functions as data')
  }
  const [, node] = nodeOf({ ...document, name: 'state', attributes: { ...attributes, id: 'scxml' } })
  return createMachine({ ...node, context: data } as never)
}
