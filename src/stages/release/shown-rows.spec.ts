import fc from 'fast-check';
import type { RowReason } from '../../registers/policies/index.js';
import { type ShownRows, shownRows } from './shown-rows.js';

const MIN = 3;
const KEPT = 50;

/** How many people left by each set of rules: a bit mask of rules to a count. */
type Atoms = readonly number[];

const countsOf = (atoms: Atoms, rules: number) => {
  const total = atoms.reduce((sum, count) => sum + count, 0);
  const of = (test: (mask: number) => boolean) => atoms.reduce((sum, count, at) => sum + (test(at + 1) ? count : 0), 0);
  const each = Array.from({ length: rules }, (_, at) => ({
    rows: of((mask) => (mask & (1 << at)) !== 0),
    only: of((mask) => mask === 1 << at),
  }));
  return { total, each };
};

const asked = (atoms: Atoms, rules: number) => {
  const { total, each } = countsOf(atoms, rules);
  const removed = each.map((one, at) => ({ rule: `rule-${at}`, reason: 'retention' as RowReason, ...one }));
  return { read: KEPT + total, kept: KEPT, removed };
};

/** Every way of putting at most so many people into so many sets. */
function* fillings(places: number, people: number): Generator<number[]> {
  if (places === 0) yield [];
  for (let here = 0; places > 0 && here <= people; here++) {
    for (const rest of fillings(places - 1, people - here)) yield [here, ...rest];
  }
}

const measuredOf = (atoms: Atoms, rules: number) => {
  const { total, each } = countsOf(atoms, rules);
  const several = total - each.reduce((sum, { only }) => sum + only, 0);
  return [total, several, ...each.flatMap(({ rows, only }) => [rows, only, rows - only])];
};

const agrees = (shown: ShownRows, atoms: Atoms, rules: number) => {
  const { total, each } = countsOf(atoms, rules);
  const fits = (seen: number | null, count: number) => seen === null || seen === count;
  return (
    fits(shown.read, KEPT + total) &&
    each.every(
      ({ rows, only }, at) =>
        fits(shown.removed[at]?.rows ?? null, rows) && fits(shown.removed[at]?.only ?? null, only),
    )
  );
};

/** Small counts that are the same in every way people could have left, given what is shown, by trying them all. */
function givenAway(shown: ShownRows, truth: Atoms, rules: number): readonly number[] {
  const real = measuredOf(truth, rules);
  const seen = real.map((count) => new Set([count]));
  const people = real[0] as number;
  for (const other of fillings(truth.length, people + 2)) {
    if (!agrees(shown, other, rules)) continue;
    for (const [at, count] of measuredOf(other, rules).entries()) seen[at]?.add(count);
  }
  return real.filter((count, at) => count > 0 && count < MIN && seen[at]?.size === 1);
}

describe('the rows of a report', () => {
  it('stay as they are when nothing is small', () => {
    const rows = asked([40, 30, 20], 2);
    expect(shownRows(rows, MIN)).toEqual({ read: 140, kept: 50, removed: rows.removed });
  });

  it('hide the only rule together with the total that would give it back', () => {
    const { read, kept, removed } = shownRows(asked([2], 1), MIN);
    expect([read, kept, removed[0]?.rows, removed[0]?.only]).toEqual([null, KEPT, null, null]);
  });

  it('hide a companion of a small rule', () => {
    const { removed } = shownRows(asked([2, 40, 0, 60, 0, 0, 0], 3), MIN);
    expect(removed.map(({ rows }) => rows)).toEqual([null, null, 60]);
  });

  it('hide the overlap of two rules that their rows and the total would tell', () => {
    const { read, removed } = shownRows(asked([40, 30, 2], 2), MIN);
    expect([read, ...removed.map(({ rows }) => rows)]).toContain(null);
    expect(removed.every(({ only }) => only === null)).toBe(true);
  });

  it('hide a remainder that is small itself, and with it what was read', () => {
    expect(shownRows({ read: 100, kept: 2, removed: [{ ...removedBy('a'), rows: 98, only: 98 }] }, MIN)).toMatchObject({
      read: null,
      kept: null,
    });
  });

  it('show that a rule removed nobody', () => {
    const { removed } = shownRows(asked([40, 0, 0], 2), MIN);
    expect(removed[1]).toMatchObject({ rows: 0, only: 0 });
  });

  it.each([
    [1, 1],
    [2, 3],
    [3, 7],
  ])('never give a small count away, whoever left by %d rules', (rules, sets) => {
    const atoms = fc.array(fc.constantFrom<number>(0, 0, 1, 2, 3, 4), { minLength: sets, maxLength: sets });
    const few = atoms.filter((counts) => counts.reduce((sum, count) => sum + count, 0) <= 9);
    fc.assert(
      fc.property(few, (truth) => {
        expect(givenAway(shownRows(asked(truth, rules), MIN), truth, rules)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('hide no more than they must when one rule of six is small', () => {
    const sizes = [900, 700, 4, 600, 500, 300];
    const removed = sizes.map((rows, at) => ({ ...removedBy(`rule-${at}`), rows, only: Math.max(0, rows - 100) }));
    const shown = shownRows(
      { read: 9_000, kept: 6_250, removed: removed.map((one) => (one.rows === 4 ? { ...one, only: 4 } : one)) },
      10,
    );
    expect(shown.removed.filter(({ rows }) => rows === null)).toHaveLength(1);
    expect(shown).toMatchObject({ read: 9_000, kept: 6_250 });
  });
});

function removedBy(rule: string) {
  return { rule, reason: 'retention' as RowReason };
}
