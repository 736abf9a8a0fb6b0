import type { ProxyReport } from '../../stages/fairness/index.js';
import type { FindingCode, Variant, Verdict } from '../../stages/gates/index.js';

/** More columns than these are not taken out: what is left is then another segmentation. */
const WITHOUT_MAX = 3;

/** What may be tried beside a withheld run, nearest to it first; with `all` false the first alone. */
export function variantsOf(verdict: Verdict, all: boolean): readonly Variant[] {
  const failed = failedTraits(verdict);
  const columns = carriers(verdict, failed);
  const without = columns.map((_, at): Variant => ({ kind: 'without', columns: columns.slice(0, at + 1) }));
  return all ? [...without, ...treatments(verdict, failed)] : without.slice(0, 1);
}

const FAILED: readonly FindingCode[] = [
  'RATIO_BELOW_LIMIT',
  'BENEFIT_RATIO_BELOW_LIMIT',
  'BENEFIT_DIFFERENCE_ABOVE_LIMIT',
];

function failedTraits({ findings }: Verdict): readonly string[] {
  return [...new Set(findings.filter(({ code }) => FAILED.includes(code)).map(({ subject }) => subject))];
}

/** Columns to take out, one more each time: those through which the segments tell a failing trait, else those that tell it. */
function carriers({ fairness, candidate, features }: Verdict, failed: readonly string[]): readonly string[] {
  const used = candidate.segmentation.usedColumns;
  const names = [...new Set([...through(fairness.telling, failed), ...alone(fairness.telling, failed)])];
  const most = Math.min(WITHOUT_MAX, features.granted.length - 1);
  return names.filter((name) => used.includes(name)).slice(0, most);
}

function through({ throughSegments }: ProxyReport, failed: readonly string[]): readonly string[] {
  return (throughSegments ?? [])
    .filter(({ trait }) => failed.includes(trait))
    .flatMap(({ features }) => features.filter(({ carries }) => (carries ?? 0) > 0))
    .sort((a, b) => (b.carries as number) - (a.carries as number))
    .map(({ feature }) => feature);
}

function alone({ proxies }: ProxyReport, failed: readonly string[]): readonly string[] {
  return proxies.filter(({ trait }) => failed.includes(trait)).map(({ feature }) => feature);
}

/** Treatments by the group of a trait that failed; none of a run in which people were treated already. */
function treatments(verdict: Verdict, failed: readonly string[]): readonly Variant[] {
  const { candidate, fairness } = verdict;
  const { model, mitigated, gives } = candidate.segmentation;
  if (mitigated || gives === 'outside') return [];
  const traits = fairness.traits.filter(
    ({ trait, status }) => failed.includes(trait) && status === 'held' && !trait.includes(' x '),
  );
  return traits.flatMap(({ trait, ratioMin }): readonly Variant[] => [
    { kind: 'residualisation', trait },
    { kind: 'reweighing', trait },
    ...(model?.form === 'centroids' ? centred(trait, ratioMin) : []),
  ]);
}

// Halfway to even first: the interval must clear the limit, not the ratio alone.
function centred(trait: string, ratioMin: number | null): readonly Variant[] {
  const ratios = ratioMin === null ? [1] : [(1 + ratioMin) / 2, 1];
  return [
    { kind: 'socially-fair-centres', trait },
    ...ratios.map((asked): Variant => ({ kind: 'reassignment', trait, ratioMin: asked })),
  ];
}
