import type { Chance } from './chance.js';

export interface ConsentEvent {
  readonly purpose: string;
  readonly state: string;
  readonly daysAgo: number;
}

/** Purposes that customers were asked about, and many agreed to. */
const ASKED = ['loyalty-offers', 'newsletter', 'first-party-advertising'] as const;

/** The words of one customer on every purpose, oldest first. */
export function consentsOf(chance: Chance): readonly ConsentEvent[] {
  const events = [
    ...ASKED.flatMap((purpose) => answersOn(chance, purpose)),
    ...partnerAnswer(chance),
    ...signals(chance),
  ];
  return events.sort((a, b) => b.daysAgo - a.daysAgo);
}

function answersOn(chance: Chance, purpose: string): readonly ConsentEvent[] {
  if (chance.happens(0.12)) return [];
  // Some agreed so long ago that a house rule no longer counts it.
  const daysAgo = chance.happens(0.07) ? chance.whole(760, 1100) : chance.whole(60, 690);
  if (chance.happens(0.2)) return [{ purpose, state: 'refused', daysAgo }];
  const granted = { purpose, state: 'granted', daysAgo };
  if (chance.happens(0.06)) return [granted, { purpose, state: 'withdrawn', daysAgo: chance.whole(1, 59) }];
  return chance.happens(0.02) ? [granted, { purpose, state: 'objected', daysAgo: chance.whole(1, 59) }] : [granted];
}

// Everybody who was asked about partner advertising refused; nobody ever agreed.
function partnerAnswer(chance: Chance): readonly ConsentEvent[] {
  if (!chance.happens(0.4)) return [];
  return [{ purpose: 'partner-advertising', state: 'refused', daysAgo: chance.whole(30, 700) }];
}

/** Opt-out signals of browsers and restrictions hold for every purpose. */
function signals(chance: Chance): readonly ConsentEvent[] {
  const signal = (state: string, probability: number) =>
    chance.happens(probability) ? [{ purpose: '*', state, daysAgo: chance.whole(1, 500) }] : [];
  return [...signal('opted-out', 0.07), ...signal('restricted', 0.005)];
}
