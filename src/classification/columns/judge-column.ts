import { digestOf, frozen } from '../../documents/index.js';
import type { SurveyedColumn } from '../../engines/index.js';
import { type GivenHint, hintOfName, provenanceOf } from '../names/index.js';
import { becauseOf } from './because.js';
import { rolesOf, severityOf } from './category-effects.js';
import { type Certainty, type ColumnFinding, type Evidence, SEVERITIES } from './column-finding.js';
import { fitsName } from './fits-name.js';
import { type ColumnTallies, tallyColumn } from './tally-values.js';
import { type Candidate, candidatesOf, isAkin, valueEvidence } from './weigh-tallies.js';

/** Says what one column holds, with everything that speaks for it. `special` are the special categories of a legal profile. */
export function judgeColumn(column: SurveyedColumn, rows: number, special: readonly string[]): ColumnFinding {
  const hint = hintOfName(column.name);
  const tallies = tallyColumn(column, hint?.hint.fit ?? null);
  const [best] = candidatesOf(tallies, hint);
  const { category, certainty } = decided(tallies, hint, best);
  const evidence = evidenceOf(tallies, hint, best);
  const traces = tracesOf(evidence, { category, detector: best?.tally.detector.name });
  const categories = [...(category === null ? [] : [category]), ...traces];
  const severities = categories.map((one) => severityOf(one, special));
  const found = {
    categories,
    certainty: certainty === 'nothing' && traces.length > 0 ? ('unsure' as const) : certainty,
    severity: SEVERITIES.find((one) => severities.includes(one)) ?? ('none' as const),
    roles: rolesOf(categories, column.type, special),
    provenance: provenanceOf(column.name, category),
  };
  const { name, type, filled, distinct } = column;
  const looked = filled === 0 ? 1 : tallies.looked / filled;
  const because = becauseOf({ certainty: found.certainty, evidence, filled });
  return frozen({ name, type, ...found, rows, filled, distinct, looked, evidence, because, digest: digestOf(found) });
}

function evidenceOf(tallies: ColumnTallies, given: GivenHint | null, best: Candidate | undefined): readonly Evidence[] {
  const fit = given?.hint.fit;
  const asked = [...(fit?.kind === 'detected' ? fit.by : []), ...(best ? [best.tally.detector.name] : [])];
  const name: Evidence[] = given
    ? [{ kind: 'name', phrase: given.phrase, category: given.hint.category, fits: fitsName(tallies, given.hint.fit) }]
    : [];
  return [...valueEvidence(tallies, new Set(asked)), ...name];
}

interface Decided {
  readonly category: string | null;
  readonly certainty: Certainty;
}

/** Values that prove something win over the name; a name counts where the values do not speak against it. */
function decided(tallies: ColumnTallies, given: GivenHint | null, best: Candidate | undefined): Decided {
  if (!given)
    return best
      ? { category: categoryOf(best, null), certainty: best.certainty }
      : { category: null, certainty: 'nothing' };
  const named = given.hint.category;
  const fits = fitsName(tallies, given.hint.fit);
  // A UUID is somebody's or something's number; whose, only the name tells.
  if (best?.tally.detector.name === 'uuid' && fits) return { category: named, certainty: best.certainty };
  if (best && isAkin(best.tally.detector.category, named))
    return { category: categoryOf(best, named), certainty: best.certainty };
  if (best?.certainty === 'certain') return { category: best.tally.detector.category, certainty: 'certain' };
  if (best) return { category: best.tally.detector.category, certainty: 'unsure' };
  return { category: named, certainty: fits ? 'likely' : 'unsure' };
}

/** Of two akin categories the narrower one: a device id that is a UUID is a device id. */
function categoryOf({ tally: { detector } }: Candidate, named: string | null): string {
  return named !== null && named.length > detector.category.length ? named : detector.category;
}

/** What some values hold besides: a direct identifier taints a column however seldom it stands there. */
function tracesOf(
  evidence: readonly Evidence[],
  named: { readonly category: string | null; readonly detector: string | undefined },
): readonly string[] {
  const traces = evidence.flatMap((one) => {
    if (one.kind !== 'values' || one.detector === named.detector) return [];
    const isNamed = named.category !== null && isAkin(one.category, named.category);
    return severityOf(one.category, []) === 'direct-identifier' && !isNamed ? [one.category] : [];
  });
  return [...new Set(traces)];
}
