// How a diagram is handed to ELK and comes back with places.
import type { Diagram, DiagramState } from '@convoke/core'
import { arrowLabel, type Box, type Line, stateSize, titleHeight } from './measures.js'

/** What is needed of ELK; `new ELK()` of `elkjs` has it. */
export interface LayoutTool {
  layout(graph: never): Promise<unknown>
}

/** A part of ELK's JSON. Places are absolute. */
interface Node {
  readonly id: string
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
  readonly layoutOptions?: Readonly<Record<string, string>>
  readonly labels?: readonly Box[]
  readonly children?: readonly Node[]
  readonly edges?: readonly Edge[]
}

interface Edge {
  readonly id: string
  readonly labels?: readonly Box[]
  readonly sections?: readonly {
    readonly startPoint: Point
    readonly endPoint: Point
    readonly bendPoints?: readonly Point[]
  }[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A diagram with a place for everything, in pixels from its upper left corner. */
export interface Placed {
  readonly width: number
  readonly height: number
  readonly states: readonly { readonly state: DiagramState; readonly box: Box }[]
  readonly arrows: readonly {
    readonly points: readonly Point[]
    readonly lines: readonly Line[]
    readonly label: Box | undefined
  }[]
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  // Placing by least length of arrows, and pulling together after it, halves the picture of a machine of many states.
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.compaction.postCompaction.strategy': 'EDGE_LENGTH',
  'elk.spacing.nodeNode': '20',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '8',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
}

const boxOptions = {
  'elk.padding': `[top=${titleHeight + 14},left=16,bottom=16,right=16]`,
  'elk.nodeSize.constraints': '[MINIMUM_SIZE]',
}

/** Finds a place for every state and arrow of a diagram. */
export async function layOut({ states, arrows }: Diagram, tool: LayoutTool): Promise<Placed> {
  const labels = arrows.map(({ labels: said }) => arrowLabel(said))
  const graph = {
    id: 'diagram',
    layoutOptions: options,
    children: states.map(nodeOf),
    edges: arrows.map(({ from, to }, at) => ({
      ...{ id: `e${at}`, sources: [from], targets: [to] },
      labels: labels[at] === undefined ? [] : [{ ...labels[at].size, text: ' ' }],
    })),
  }
  const placed = (await tool.layout(graph as never)) as Node
  const found = new Map<string, Node>()
  const edges = new Map<string, Edge>()
  const walk = (node: Node) => {
    found.set(node.id, node)
    for (const edge of node.edges ?? []) edges.set(edge.id, edge)
    for (const child of node.children ?? []) walk(child)
  }
  walk(placed)
  const placeOf = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Box => ({ x, y, width, height })
  const all = (inner: readonly DiagramState[]): readonly DiagramState[] =>
    inner.flatMap(state => [state, ...all(state.inside)])
  return {
    width: Math.ceil(placed.width ?? 0),
    height: Math.ceil(placed.height ?? 0),
    states: all(states).map(state => ({ state, box: placeOf(found.get(state.name) ?? {}) })),
    arrows: arrows.map((_, at) => {
      const edge = edges.get(`e${at}`)
      const [section] = edge?.sections ?? []
      const points = section === undefined ? [] : [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]
      const [label] = edge?.labels ?? []
      return { points, lines: labels[at]?.lines ?? [], label: label === undefined ? undefined : placeOf(label) }
    }),
  }
}

function nodeOf(state: DiagramState): object {
  const size = stateSize(state)
  if (state.kind !== 'box') return { id: state.name, ...size }
  return {
    ...{ id: state.name, layoutOptions: { ...boxOptions, 'elk.nodeSize.minimum': `(${size.width},${size.height})` } },
    children: state.inside.map(nodeOf),
  }
}
