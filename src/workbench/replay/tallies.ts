import type { Replay, ReplayedDecision, ReplayKind, Tally } from './replay.js';

type Counted = Omit<ReplayedDecision, 'kind'> & { readonly kind: ReplayKind };

type Counts = Record<ReplayKind, number>;

/** Counts of a replay as it goes. */
export class Tallies {
  #decisions = 0;
  readonly #total = noCounts();
  readonly #strengths = { stronger: 0, weaker: 0, other: 0 };
  readonly #baselines = { reproduced: 0, record: 0 };
  readonly #groups = {
    byPlugin: new Map<string, Counts>(),
    byPurpose: new Map<string, Counts>(),
    byRole: new Map<string, Counts>(),
  };
  readonly #registersChanged = new Map<string, number>();

  /** `registers` are the digests of now. */
  constructor(private readonly registers: Readonly<Record<string, string>>) {}

  add(
    { kind, strength, baseline, plugin, purpose, roles }: Counted,
    registers: Readonly<Record<string, string>>,
  ): void {
    this.#decisions += 1;
    this.#total[kind] += 1;
    if (strength) this.#strengths[strength] += 1;
    if (baseline) this.#baselines[baseline] += 1;
    countUnder(this.#groups.byPlugin, plugin, kind);
    countUnder(this.#groups.byPurpose, purpose, kind);
    for (const role of roles) countUnder(this.#groups.byRole, role, kind);
    for (const [name, digest] of Object.entries(registers)) {
      // Policies are what is being changed: that they differ says nothing.
      if (name === 'policies' || this.registers[name] === digest) continue;
      this.#registersChanged.set(name, (this.#registersChanged.get(name) ?? 0) + 1);
    }
  }

  result(): Omit<Replay, 'since' | 'until' | 'candidate' | 'newWaivers' | 'changes'> {
    const { byPlugin, byPurpose, byRole } = this.#groups;
    return {
      decisions: this.#decisions,
      total: this.#total,
      strengths: this.#strengths,
      baselines: this.#baselines,
      byPlugin: sorted(byPlugin),
      byPurpose: sorted(byPurpose),
      byRole: sorted(byRole),
      registersChanged: sorted(this.#registersChanged),
    };
  }
}

function noCounts(): Counts {
  return { unchanged: 0, 'newly-denied': 0, 'newly-permitted': 0, 'obligations-changed': 0, 'not-replayable': 0 };
}

function countUnder(groups: Map<string, Counts>, name: string | null, kind: ReplayKind): void {
  if (name === null) return;
  const counts = groups.get(name) ?? noCounts();
  counts[kind] += 1;
  groups.set(name, counts);
}

function sorted<T extends Tally | number>(groups: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
  return Object.fromEntries([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
