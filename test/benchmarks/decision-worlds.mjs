// Policies and requests for timing a decision: 60 % grants, 30 % restrictions with obligations, 10 % prohibitions, each
// with a condition of three levels; some thirteen rules meet each request, however many there are.
const CATEGORIES = Array.from({ length: 40 }, (_, at) => `category.${at}`);
const NUMBERS = Array.from({ length: 10 }, (_, at) => `number.${at}`);
const WORDS = Array.from({ length: 6 }, (_, at) => `word.${at}`);
const FLAGS = Array.from({ length: 4 }, (_, at) => `flag.${at}`);
const SETS = ['set.0', 'set.1'];
const RULES_PER_PURPOSE = 8;
const RULES_EVERYWHERE = 5;

export { CATEGORIES };

/** A seeded generator (mulberry32). */
export function generator(seed) {
  let state = seed >>> 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(unit() * limit);
  return {
    below,
    chance: (probability) => unit() < probability,
    one: (of) => of[below(of.length)],
    some: (of, probability) => of.filter(() => unit() < probability),
  };
}

export function policySet(random, size) {
  const rules = Array.from({ length: size }, (_, at) => rule(random, at, size));
  return { digest: `sha256:${String(size).padStart(64, '0')}`, rules, waivers: [], durations: [] };
}

function rule(random, at, size) {
  const effect = at % 10 < 6 ? 'grant' : at % 10 < 9 ? 'restrict' : 'prohibit';
  const purposes = at < RULES_EVERYWHERE ? '*' : [purpose(at, size)];
  return {
    id: `rule-${at}`,
    kind: 'AccessPolicy',
    title: `rule ${at}`,
    owner: 'privacy-office',
    law: { requires: [], supports: [], stricterThanLaw: false },
    effect,
    mode: 'enforce',
    purposes,
    datasets: random.chance(0.7) ? '*' : ['shop'],
    plugins: '*',
    categories: random.chance(0.4) ? '*' : random.some(CATEGORIES, 0.3).concat('category.1'),
    when: { kind: 'all', of: [branch(random), branch(random)] },
    rows: [],
    obligations: effect === 'restrict' ? [counted('kMin', random.below(20)), counted('segmentSizeMin', 20)] : [],
    waivableBy: [],
    place: { file: 'policy.yaml', line: 1, column: 1 },
    leafPlaces: [],
  };
}

const counted = (id, value) => ({ id, value });
const purposes = (size) => Math.max(1, Math.floor((size - RULES_EVERYWHERE) / RULES_PER_PURPOSE));
const purpose = (at, size) => `purpose-${at % purposes(size)}`;

function branch(random) {
  if (random.chance(0.15)) return { kind: 'not', of: test(random) };
  return { kind: random.chance(0.3) ? 'all' : 'any', of: [test(random), test(random)] };
}

function test(random) {
  const leaf = (fact, op, value) => ({ kind: 'leaf', fact, op, value });
  const kind = random.below(4);
  if (kind === 0) return leaf(random.one(NUMBERS), random.one(['lt', 'gte']), random.below(100));
  if (kind === 1) return leaf(random.one(WORDS), 'in', ['a', 'b', 'c']);
  if (kind === 2) return leaf(random.one(FLAGS), 'eq', random.chance(0.7));
  return leaf(random.one(SETS), 'has', random.one(['x', 'y']));
}

/** A request with 22 facts, of which some 8 % are missing. */
export function question(random, size) {
  const facts = {};
  for (const name of NUMBERS) if (random.chance(0.92)) facts[name] = random.below(100);
  for (const name of WORDS) if (random.chance(0.92)) facts[name] = random.one(['a', 'b', 'd']);
  for (const name of FLAGS) if (random.chance(0.92)) facts[name] = random.chance(0.7);
  for (const name of SETS) facts[name] = random.some(['x', 'y', 'z'], 0.5);
  const categories = [...new Set(random.some(CATEGORIES, 0.04).concat('category.1'))];
  return { purpose: purpose(random.below(purposes(size)), size), dataset: 'shop', plugin: 'rfm', categories, facts };
}
