import type { DataEngine } from '../../engines/index.js';
import {
  type Confusion,
  type CountTable,
  correctMisclassified,
  countTable,
  effectiveSample,
  evenConfusion,
} from '../../measures/index.js';
import type { Trait } from '../../registers/datasets/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { ProtectedTraits } from '../preparation/index.js';

interface Counted {
  readonly candidate: ReleaseCandidate;
  readonly traits: ProtectedTraits;
}

/**
 * The table that a trait is judged by: of everybody where it is held, else of as many people as its sample or its estimate is
 * worth. Whose trait is not known is in no group of it.
 */
export async function judgedTable(
  engine: DataEngine,
  { candidate, traits }: Counted,
  { trait, table }: { readonly trait: Trait; readonly table: CountTable },
): Promise<CountTable> {
  switch (trait.status) {
    case 'held':
    case 'not-held':
      return table;
    case 'sample': {
      const weighed = await engine.weighSegments(candidate.rows, traits.rows, designOf(trait));
      const { segments, counts } = effectiveSample(weighed);
      // By the names of the table, of which rare ones are taken out; who is not in the sample came last there.
      return countTable(table.groups.slice(0, counts.length), segments, counts);
    }
    case 'estimated': {
      const { groups, segments, counts } = correctMisclassified({ table, confusion: confusionOf(trait, table) });
      return countTable(groups, segments, counts);
    }
  }
}

function designOf({ name, sample }: Trait) {
  const weight = sample && 'weight' in sample ? sample.weight : null;
  const stratum = sample && 'stratum' in sample ? sample.stratum : null;
  return { trait: name, weight, stratum };
}

/** Groups that the engine names itself: nobody estimated them. */
const OWN_NAMES = ['other', 'unknown'];

function confusionOf({ confusion, error = 0 }: Trait, { groups }: CountTable): Confusion {
  const names = groups.filter((name) => !OWN_NAMES.includes(name));
  if (confusion === undefined) return evenConfusion(names, error);
  const found = new Map(confusion.map((one) => [one.group, one]));
  const people = names.flatMap((name) => found.get(name)?.people ?? []);
  return {
    groups: names,
    rates: names.map((name) => names.map((taken) => found.get(name)?.taken[taken] ?? 0)),
    validated: people.length === names.length ? people : null,
  };
}
