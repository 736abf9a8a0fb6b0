import { type CountTable, marginsOf } from '../count-table/index.js';

/**
 * A table with its margins, seen as people who flow round: from the grand total to groups, from groups through cells to
 * segments, and back. That the margins add up is that nothing is lost at a node.
 */
export interface Arc {
  /** The last row holds segment totals, the last column group totals. */
  readonly row: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
  readonly flow: number;
  /** No cell of an empty group or segment protects anybody, and everybody knows that it is 0. */
  readonly structuralZero: boolean;
  readonly margin: boolean;
}

export interface FlowNetwork {
  readonly nodes: number;
  readonly arcs: readonly Arc[];
}

/** The network of a table; arcs go row by row, margins last in each row. */
export function flowNetwork(table: CountTable): FlowNetwork {
  const { groupTotals, segmentTotals, total } = marginsOf(table);
  const [groups, segments] = [groupTotals.length, segmentTotals.length];
  const [source, sink] = [groups + segments, groups + segments + 1];
  const rows = [...table.counts.map((row, at) => [...row, groupTotals[at] as number]), [...segmentTotals, total]];
  const arcs = rows.flatMap((row, r) =>
    row.map((flow, c): Arc => {
      const empty = groupTotals[r] === 0 || segmentTotals[c] === 0 || total === 0;
      return {
        row: r,
        column: c,
        from: c === segments ? (r === groups ? sink : source) : r === groups ? groups + c : r,
        to: c === segments ? (r === groups ? source : r) : r === groups ? sink : groups + c,
        flow,
        structuralZero: empty,
        margin: r === groups || c === segments,
      };
    }),
  );
  return { nodes: groups + segments + 2, arcs };
}

/** One way along an arc: one more person through it, or one less where there is one. */
interface Step {
  readonly arc: Arc;
  readonly from: number;
  readonly to: number;
}

/** The cheapest way back from the end of an arc to its start, not along that arc; null when there is none. */
export interface Detour {
  readonly cost: number;
  readonly arcs: readonly Arc[];
}

/**
 * The cheapest set of arcs along which the value of one arc can be changed by one without any total noticing. Arcs
 * with an infinite cost are fixed.
 */
export function cheapestDetour(network: FlowNetwork, arc: Arc, costOf: (arc: Arc) => number): Detour | null {
  const steps = network.arcs.filter((other) => other !== arc && Number.isFinite(costOf(other))).flatMap(stepsOf);
  const more = shortestPath(network.nodes, steps, { from: arc.to, to: arc.from, costOf });
  const less = arc.flow > 0 ? shortestPath(network.nodes, steps, { from: arc.from, to: arc.to, costOf }) : null;
  if (more === null || less === null) return more ?? less;
  return less.cost < more.cost ? less : more;
}

function stepsOf(arc: Arc): readonly Step[] {
  const more = { arc, from: arc.from, to: arc.to };
  return arc.flow > 0 ? [more, { arc, from: arc.to, to: arc.from }] : [more];
}

interface Route {
  readonly from: number;
  readonly to: number;
  readonly costOf: (arc: Arc) => number;
}

// Bellman and Ford: the graphs are small, and the first of equally cheap ways is always the same.
function shortestPath(nodes: number, steps: readonly Step[], { from, to, costOf }: Route): Detour | null {
  const costs = new Array<number>(nodes).fill(Number.POSITIVE_INFINITY);
  const last = new Array<Step | null>(nodes).fill(null);
  costs[from] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const step of steps) {
      const cost = (costs[step.from] as number) + costOf(step.arc);
      if (cost >= (costs[step.to] as number)) continue;
      costs[step.to] = cost;
      last[step.to] = step;
      changed = true;
    }
  }
  const cost = costs[to] as number;
  return Number.isFinite(cost) ? { cost, arcs: walkBack(last, to) } : null;
}

function walkBack(last: readonly (Step | null)[], to: number): readonly Arc[] {
  const arcs: Arc[] = [];
  for (let step = last[to] ?? null; step !== null; step = last[step.from] ?? null) arcs.push(step.arc);
  return arcs;
}
