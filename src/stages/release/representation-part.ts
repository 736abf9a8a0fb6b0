import type { RepresentationReport, TraitRepresentation } from '../fairness/index.js';

/** Representation as a report may show it. `readShown` is false where the number of rows read is hidden, which these figures give. */
export function representationPart({ ratioMin, traits }: RepresentationReport, readShown: boolean) {
  return {
    ratioMin,
    traits: traits.map((one) => (isHidden(one, readShown) ? withoutFigures(one) : one)),
  };
}

function isHidden({ hidden, against }: TraitRepresentation, readShown: boolean): boolean {
  return hidden || (against.kind === 'read' && !readShown);
}

// Shares and counts of all groups together give the number of people in them: one that is hidden hides all.
function withoutFigures({ groups, ...one }: TraitRepresentation) {
  const nothing = { people: null, share: null, ratio: null, interval: null };
  const reference = (found: number | null) => (one.against.kind === 'declared' ? found : null);
  return {
    ...one,
    ...{ hidden: true, people: null, chiSquare: null, g: null, p: null, totalVariation: null },
    groups: groups.map(({ group, verdict, reference: of }) => ({
      group,
      ...nothing,
      reference: reference(of),
      verdict,
    })),
  };
}

/** What of representation is not known. */
export function representationNotShown(
  { ratioMin, traits }: RepresentationReport,
  held: readonly string[],
  readShown: boolean,
) {
  const declared = traits.filter(({ against }) => against.kind === 'declared').map(({ trait }) => trait);
  const hidden = new Set(traits.filter((one) => isHidden(one, readShown)).map(({ trait }) => trait));
  return [
    ...held
      .filter((trait) => !declared.includes(trait))
      .map((subject) => ({ code: 'NO_REFERENCE_POPULATION', subject })),
    ...[...hidden].map((subject) => ({ code: 'REPRESENTATION_HIDDEN', subject })),
    ...(traits.length > 0 && ratioMin === null ? [{ code: 'REPRESENTATION_WITHOUT_LIMIT', subject: 'fairness' }] : []),
  ];
}
