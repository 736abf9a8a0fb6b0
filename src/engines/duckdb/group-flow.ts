import { Bindings } from '../sql/bindings.js';
import { printNearest } from '../sql/print-model.js';
import type { Session } from './session.js';

/** How many people of a group a segment may have, both ends included. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/**
 * Distances with offsets added. Where people are alike to the model a bound may fall among them: a number that their key
 * fixes then says who moves.
 */
export function printMoved(table: string, offsets: readonly number[], bindings: Bindings): readonly string[] {
  return offsets.map((offset, at) => {
    const distance = `"${table}"."d${at}"`;
    return `(${distance} + ${at} * "${table}"."u" * (1 + ${distance}) + ${bindings.bindDouble(offset)})`;
  });
}

interface Group {
  /** Of `g`, the distances `d0` and up, and `u`, a millionth by which people who are alike are told apart. */
  readonly table: string;
  readonly group: number;
  readonly segments: number;
}

const ROUNDS_MAX = 200;
const NEAR = 1000;
/** Beyond the distance at which a person is as near to another segment, as a share of it. */
const BEYOND = 1e-12;

function inside(n: number, { least, most }: Bounds, near: number): boolean {
  return n >= least - near && n <= most + near;
}

/**
 * The transport of one group's people to segments, by its dual: an offset per segment, raised where too many are nearest
 * and lowered where too few are, each time by exactly as much as it takes (coordinate ascent).
 */
export class GroupFlow {
  readonly #offsets: number[];

  constructor(
    private readonly session: Session,
    private readonly group: Group,
  ) {
    this.#offsets = Array.from({ length: group.segments }, () => 0);
  }

  get offsets(): readonly number[] {
    return [...this.#offsets];
  }

  /**
   * Whether every segment came within its bounds, and no offset is left that no bound holds: to one person in a thousand,
   * exactly where there are fewer.
   */
  async settle(bounds: readonly Bounds[]): Promise<boolean> {
    const people = (await this.counts()).reduce((sum, n) => sum + n, 0);
    const near = Math.floor(people / NEAR);
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const counts = await this.counts();
      if (bounds.every((bound, at) => this.#away(at, counts[at] as number, bound) <= near)) return true;
      let changed = false;
      for (const [segment, bound] of bounds.entries()) changed = (await this.#turn(segment, bound)) || changed;
      if (!changed) break;
    }
    const counts = await this.counts();
    return bounds.every(({ least, most }, at) => inside(counts[at] as number, { least, most }, near));
  }

  /** People by whom a segment is from where it should be: within its bounds, and at the one that its offset serves. */
  #away(segment: number, n: number, { least, most }: Bounds): number {
    const offset = this.#offsets[segment] as number;
    return Math.max(n - most, least - n, offset > 0 ? most - n : 0, offset < 0 ? n - least : 0);
  }

  /** People of the group by the segment that is nearest with the offsets as they are. */
  async counts(): Promise<readonly number[]> {
    const bindings = new Bindings();
    const rows = await this.session.rows<{ s: number; n: bigint }>(
      `select "s", count(*) as "n" from (select case ${printNearest(this.#moved(bindings))} end as "s" from ${this.#people(bindings)}) group by "s"`,
      bindings,
    );
    const found = new Map(rows.map(({ s, n }) => [Number(s), Number(n)]));
    return this.#offsets.map((_, at) => found.get(at) ?? 0);
  }

  // An offset away from zero is there because a bound holds it; where it does not, it goes back.
  async #turn(segment: number, { least, most }: Bounds): Promise<boolean> {
    const n = (await this.counts())[segment] as number;
    const offset = this.#offsets[segment] as number;
    if (n > most) return this.#change(segment, await this.#margin(segment, 'members', n - most), 1);
    if (n < least) return this.#change(segment, await this.#margin(segment, 'others', least - n), -1);
    if (offset > 0 && n < most) return this.#back(segment, await this.#margin(segment, 'others', most - n + 1));
    if (offset < 0 && n > least) return this.#back(segment, await this.#margin(segment, 'members', n - least + 1));
    return false;
  }

  #change(segment: number, margin: number | null, sign: 1 | -1): boolean {
    if (margin === null) return false;
    this.#offsets[segment] = (this.#offsets[segment] as number) + sign * (margin + BEYOND * (1 + margin));
    return true;
  }

  #back(segment: number, margin: number | null): boolean {
    const offset = this.#offsets[segment] as number;
    const least = BEYOND * (1 + Math.abs(offset));
    const room = Math.max(0, (margin ?? Number.POSITIVE_INFINITY) - 2 * least);
    const step = Math.min(Math.abs(offset), room);
    if (step <= 2 * least) return false;
    this.#offsets[segment] = step === Math.abs(offset) ? 0 : offset - Math.sign(offset) * step;
    return true;
  }

  /** By how much the offset must change for the nth person to change sides; null where there are not so many. */
  async #margin(segment: number, side: 'members' | 'others', nth: number): Promise<number | null> {
    const bindings = new Bindings();
    const moved = this.#moved(bindings);
    const own = moved[segment] as string;
    const others = moved.filter((_, at) => at !== segment);
    const best = others.length === 1 ? others[0] : `least(${others.join(', ')})`;
    const nearest = printNearest(moved);
    const member = `case ${nearest} end = ${segment}`;
    const chosen = side === 'members' ? member : `not (${member})`;
    const margin = side === 'members' ? `${best} - ${own}` : `${own} - ${best}`;
    const [row] = await this.session.rows<{ m: number }>(
      `select ${margin} as "m" from ${this.#people(bindings)} where ${chosen} order by "m" limit 1 offset ${bindings.bind(nth - 1)}`,
      bindings,
    );
    return row ? row.m : null;
  }

  #moved(bindings: Bindings): readonly string[] {
    return printMoved('p', this.#offsets, bindings);
  }

  #people(bindings: Bindings): string {
    return `(select * from ${this.group.table} where "g" = ${bindings.bind(this.group.group)}) as "p"`;
  }
}
