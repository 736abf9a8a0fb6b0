// Finds personal data in the sentences of presidio-research, beside Presidio's pattern recognisers in the same run: recall,
// wrong hits and processor time. Presidio runs where PRESIDIO_PYTHON names a Python that has presidio-analyzer; where not,
// that is said and only our own bars are judged. Needs `npm run build`; prints one line of totals.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findInText } from '../../dist/classification/index.js';

const DATA = fileURLToPath(new URL('../../../shared/data/pii-texts/synth_dataset_v2.json', import.meta.url));
const ROUNDS = 9;
/** Recall of ours, precision of web addresses, and how often Presidio's processor time for the same texts. */
const BARS = { recall: 1, urlPrecision: 0.95, faster: 10 };
const TYPES = {
  ...{ 'payment-card': 'CREDIT_CARD', iban: 'IBAN_CODE', email: 'EMAIL_ADDRESS', url: 'DOMAIN_NAME' },
  ...{ 'ip-address': 'IP_ADDRESS', 'us-ssn': 'US_SSN', phone: 'PHONE_NUMBER', 'national-phone': 'PHONE_NUMBER' },
  'drivers-licence': 'US_DRIVER_LICENSE',
};

if (!existsSync(DATA)) {
  console.log(`skipped: no data set at ${DATA}`);
  process.exit(0);
}
const texts = JSON.parse(readFileSync(DATA, 'utf8'));

/** UTF-16 units at which each code point begins. */
function unitsOf(text) {
  const starts = [0];
  for (const sign of text) starts.push(starts.at(-1) + sign.length);
  return starts;
}

function ours() {
  const recall = {};
  const wrong = {};
  for (const { full_text: text, spans } of texts) {
    const units = unitsOf(text);
    const wanted = spans.map((one) => ({
      type: one.entity_type,
      start: units[one.start_position],
      end: units[one.end_position],
    }));
    const hits = findInText(text).map(({ detector, start, end }) => ({
      type: TYPES[detector.name] ?? detector.name,
      start,
      end,
    }));
    const over = (a, b) => a.type === b.type && a.start < b.end && b.start < a.end;
    for (const want of wanted) {
      recall[want.type] ??= [0, 0];
      recall[want.type][0] += hits.some((hit) => over(hit, want)) ? 1 : 0;
      recall[want.type][1] += 1;
    }
    for (const hit of hits) if (!wanted.some((want) => over(hit, want))) wrong[hit.type] = (wrong[hit.type] ?? 0) + 1;
  }
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const began = process.cpuUsage();
    for (const { full_text } of texts) findInText(full_text);
    const { user, system } = process.cpuUsage(began);
    best = Math.min(best, (user + system) / 1e6);
  }
  return { cpu: best, recall, wrong };
}

function presidio() {
  const python = process.env.PRESIDIO_PYTHON;
  if (!python) return null;
  const program = fileURLToPath(new URL('presidio-patterns.py', import.meta.url));
  const runs = [1, 2, 3].map(() =>
    JSON.parse(execFileSync(python, [program, DATA], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
  );
  return runs.sort((a, b) => a.cpu - b.cpu)[0];
}

const share = ([found, all] = [0, 0]) => (all === 0 ? '-' : (found / all).toFixed(3));
const mine = ours();
const peer = presidio();
console.log('type               spans  ours: recall  wrong  Presidio: recall  wrong');
for (const type of [...new Set(Object.values(TYPES))]) {
  const row = [
    String(mine.recall[type]?.[1] ?? 0).padStart(5),
    share(mine.recall[type]).padStart(13),
    String(mine.wrong[type] ?? 0).padStart(6),
  ];
  const theirs = peer ? [share(peer.recall[type]).padStart(17), String(peer.wrong[type] ?? 0).padStart(6)] : [];
  console.log(`${type.padEnd(18)} ${[...row, ...theirs].join(' ')}`);
}
const rate = (cpu) => Math.round(texts.length / cpu).toLocaleString('en');
console.log(`ours               ${rate(mine.cpu)} texts a second of processor time, best of ${ROUNDS}`);
if (peer)
  console.log(
    `Presidio           ${rate(peer.cpu)} texts a second of processor time, best of 3 (${(peer.cpu / mine.cpu).toFixed(1)} ×)`,
  );
else console.log('Presidio           not measured: PRESIDIO_PYTHON names no Python with presidio-analyzer');

const found = mine.recall.DOMAIN_NAME?.[0] ?? 0;
const judged = [
  ...['CREDIT_CARD', 'IBAN_CODE', 'EMAIL_ADDRESS', 'IP_ADDRESS', 'US_SSN'].map(
    (type) => mine.recall[type][0] / mine.recall[type][1] >= BARS.recall,
  ),
  found / (found + (mine.wrong.DOMAIN_NAME ?? 0)) >= BARS.urlPrecision,
  ...(peer ? [peer.cpu / mine.cpu >= BARS.faster] : []),
];
const passed = judged.filter(Boolean).length;
console.log(`${passed} passed, ${judged.length - passed} failed`);
process.exitCode = passed === judged.length ? 0 : 1;
