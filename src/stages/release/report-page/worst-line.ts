import { figureText, type Html, html, intervalText, shareText } from '../../../documents/index.js';
import type { Trait } from './wording.js';

type Figures = NonNullable<Trait['figures']>;
type Worst = NonNullable<Figures['worst']>;
type Rate = NonNullable<NonNullable<Worst['evidence']>['first']>;

/** The worst comparison in words: two rates, their ratio by two methods, and how often chance alone does as much. */
export function worstLine({ figures }: Trait): Html | null {
  if (!figures?.worst) return null;
  const { segment, groups, evidence } = figures.worst;
  const where = `Worst comparison: ${groups[0]} against ${groups[1]} in “${segment}”.`;
  if (evidence === null)
    return html`<p>${where} Its figures are hidden: too few people, or they would give a small count away.</p>`;
  const { first, second } = evidence;
  if (first === null || second === null) return html`<p>${where} One of the two has nobody in the dataset.</p>`;
  return html`<p>${where} ${rateText(first)} of ${groups[0]} are in it, and ${rateText(second)} of ${groups[1]}.${ratioText(evidence)} ${chanceText(evidence.fisher)}</p>`;
}

function rateText({ rate, wilson }: Rate): string {
  return `${shareText(rate)} (between ${shareText(wilson[0])} and ${shareText(wilson[1])})`;
}

function ratioText({ ratio, katz, scoreRatio }: NonNullable<Worst['evidence']>): string {
  if (ratio === null || katz === null || scoreRatio === null)
    return ' There is no ratio, since nobody of either is in it.';
  const high = scoreRatio[1] === null ? 'no upper end' : figureText(scoreRatio[1]);
  return ` That is ${figureText(ratio)} times as often: ${intervalText(katz)} by the method that decides (Katz), ${figureText(scoreRatio[0])} to ${high} by a second one (Miettinen and Nurminen).`;
}

/** How often chance alone sets two equal rates as far apart as these. */
function chanceText(p: number | null): string {
  if (p === null) return '';
  if (p < 0.001)
    return 'Were there no difference, chance alone would set them this far apart less than once in a thousand times.';
  return `Were there no difference, chance alone would set them this far apart ${shareText(p)} of the time.`;
}
