import { enObligation } from './en-obligation.js';

describe('an obligation in words', () => {
  it.each([
    ['cellSizeMin', 'counts of too few people are hidden'],
    ['mask:user.financial', 'values of user.financial are coarsened'],
    ['ratioMin:*', 'groups by every trait must be reached alike, within a limit'],
    ['benefitRatioMin:sex', 'groups by sex must get alike on average, within a limit'],
    ['ratioMin:age-band', 'groups by age-band must be reached alike, within a limit'],
    ['toString', 'obligation carried out: toString'],
  ])('%s', (id, words) => {
    expect(enObligation(id)).toBe(words);
  });
});
