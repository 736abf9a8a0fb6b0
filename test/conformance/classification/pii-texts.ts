import { readFileSync } from 'node:fs';
import { findInText } from '../../../src/classification/index.js';
import { DATA } from '../../data-sets.js';

/** What our detectors are called in the data set; others are counted under their own name. */
const TYPES: Readonly<Record<string, string>> = {
  'payment-card': 'CREDIT_CARD',
  iban: 'IBAN_CODE',
  email: 'EMAIL_ADDRESS',
  url: 'DOMAIN_NAME',
  'ip-address': 'IP_ADDRESS',
  'us-ssn': 'US_SSN',
  phone: 'PHONE_NUMBER',
  'national-phone': 'PHONE_NUMBER',
  'drivers-licence': 'US_DRIVER_LICENSE',
};

interface Labelled {
  readonly full_text: string;
  readonly template_id: number;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
}

/** Of one type: how many are there, how many were found, how many with both ends right, how many others were taken. */
export interface Score {
  readonly spans: number;
  readonly found: number;
  readonly exact: number;
  readonly wrong: number;
}

export interface Scores {
  readonly byType: ReadonlyMap<string, Score>;
  /** Texts in which nothing personal stands: their words, and what was found in them all the same. */
  readonly clean: { readonly words: number; readonly hits: number };
}

/** Finds in every sentence of presidio-research and compares with what stands there. */
export function scorePiiTexts(): Scores {
  const texts = JSON.parse(readFileSync(`${DATA}pii-texts/synth_dataset_v2.json`, 'utf8')) as readonly Labelled[];
  const byType = new Map<string, { spans: number; found: number; exact: number; wrong: number }>();
  const of = (type: string) => {
    const score = byType.get(type) ?? { spans: 0, found: 0, exact: 0, wrong: 0 };
    byType.set(type, score);
    return score;
  };
  const clean = { words: 0, hits: 0 };
  for (const { full_text: text, spans } of texts) {
    const hits = findInText(text).map(({ detector, start, end }) => ({
      type: TYPES[detector.name] ?? detector.name,
      start,
      end,
    }));
    if (spans.length === 0) {
      clean.words += text.split(/\s+/).length;
      clean.hits += hits.length;
    }
    const units = unitsOf(text);
    const wanted = spans.map((one) => ({
      type: one.entity_type,
      start: units[one.start_position] as number,
      end: units[one.end_position] as number,
    }));
    for (const want of wanted) {
      const score = of(want.type);
      const over = hits.filter((hit) => hit.type === want.type && hit.start < want.end && want.start < hit.end);
      score.spans += 1;
      score.found += over.length > 0 ? 1 : 0;
      score.exact += over.some((hit) => hit.start === want.start && hit.end === want.end) ? 1 : 0;
    }
    for (const hit of hits) {
      const right = wanted.some((want) => want.type === hit.type && hit.start < want.end && want.start < hit.end);
      of(hit.type).wrong += right ? 0 : 1;
    }
  }
  return { byType, clean };
}

/** Where each code point begins in UTF-16 units: the data set counts code points. */
function unitsOf(text: string): readonly number[] {
  const starts = [0];
  for (const sign of text) starts.push((starts.at(-1) as number) + sign.length);
  return starts;
}
