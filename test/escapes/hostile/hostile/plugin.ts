import { writeSync } from 'node:fs';
import { definePlugin, type Labels, type Model, type SegmentInput } from 'probity/plugin';
import { Type } from 'typebox';

/** Gives a plugin that plays one trick, so that the engine can be watched while it does. */
type Trick = (input: SegmentInput<{ readonly trick: string; readonly name: string }>) => unknown;

const model = (change: object = {}) => ({
  version: 1,
  form: 'centroids',
  columns: [{ column: 'spend', centre: 0, scale: 1 }],
  segments: [{ name: 'segment 1', centroid: [1] }],
  facts: {},
  ...change,
});

/** The first text that the plugin was given: a value of a person. */
const stolen = ({ rows }: Parameters<Trick>[0]) => {
  const texts = rows.find((column) => column.kind === 'texts');
  return texts?.kind === 'texts' ? String(texts.values[0]) : '';
};

/** Answers past the host, as a bundle that was not built here can. */
const forge = (answer: object) => {
  const body = new TextEncoder().encode(JSON.stringify(answer));
  const frame = new Uint8Array(4 + body.length);
  new DataView(frame.buffer).setUint32(0, body.length);
  frame.set(body, 4);
  writeSync(4, frame);
};

const TRICKS: Readonly<Record<string, Trick>> = {
  honest: () => model(),
  throws: (input) => {
    throw new Error(`cannot handle ${stolen(input)}`);
  },
  refuses: (input) => {
    throw Object.assign(new Error(stolen(input)), { name: 'Refusal', code: stolen(input) });
  },
  'forged explanation': (input) => forge({ kind: 'threw', explanation: stolen(input) }),
  'forged kind': (input) => forge({ kind: stolen(input) }),
  prints: (input) => {
    console.log(stolen(input));
    console.error(stolen(input));
    return model();
  },
  'not a number': () => model({ segments: [{ name: 'segment 1', centroid: [Number.NaN] }] }),
  infinite: () => model({ columns: [{ column: 'spend', centre: Number.POSITIVE_INFINITY, scale: 1 }] }),
  'wrong dimension': () => model({ segments: [{ name: 'segment 1', centroid: [1, 2] }] }),
  'foreign column': () => model({ columns: [{ column: 'email', centre: 0, scale: 1 }] }),
  'look-alike column': () => model({ columns: [{ column: 'sp\u0435nd', centre: 0, scale: 1 }] }),
  'column in capitals': () => model({ columns: [{ column: 'SPEND', centre: 0, scale: 1 }] }),
  'column of sql': () => model({ columns: [{ column: 'spend" FROM secrets --', centre: 0, scale: 1 }] }),
  'name of a person': (input) => model({ segments: [{ name: stolen(input), centroid: [1] }] }),
  'fact of a person': (input) => model({ facts: { note: stolen(input) } }),
  'undeclared fact': () => model({ facts: { surprise: 1 } }),
  'two of one name': () => model({ segments: [1, 2].map((at) => ({ name: 'segment 1', centroid: [at] })) }),
  'too many segments': () =>
    model({ segments: Array.from({ length: 201 }, (_, at) => ({ name: `segment ${at + 1}`, centroid: [at] })) }),
  'labels instead': ({ rowCount }) => ({
    version: 1,
    form: 'labels',
    segments: ['segment 1'],
    codes: new Int32Array(rowCount),
    facts: {},
  }),
  'polluted prototype': () =>
    JSON.parse(JSON.stringify(model()).replace('"facts":{}', '"facts":{},"__proto__":{"admin":true}')),
  'polluted facts': () =>
    JSON.parse(JSON.stringify(model()).replace('"facts":{}', '"facts":{"__proto__":1,"constructor":1}')),
  nothing: () => null,
  'a text': () => 'segment 1',
  'deep conditions': () => ({
    version: 1,
    form: 'rules',
    rules: [{ segment: 'segment 1', when: nested(20) }],
    facts: {},
  }),
  'text against number': () => ({
    version: 1,
    form: 'rules',
    rules: [{ segment: 'segment 1', when: { column: 'spend', eq: 'x' } }],
    facts: {},
  }),
};

function nested(depth: number): object {
  let condition: object = { column: 'spend', gt: 1 };
  for (let at = 0; at < depth; at += 1) condition = { not: condition };
  return condition;
}

export default definePlugin({
  name: 'hostile',
  version: '1.0.0',
  title: 'A plugin that plays tricks',
  gives: 'model',
  rows: 'sample',
  sampleSizeMax: 100,
  needs: { min: 1, max: 10, numeric: false },
  options: Type.Object(
    { trick: Type.String(), name: Type.String({ default: 'segment 1' }) },
    { additionalProperties: false },
  ),
  refusals: {},
  facts: { note: 'A word.' },
  words: [],
  segment: (input) => (TRICKS[input.options.trick] as Trick)(input) as Model | Labels,
});
