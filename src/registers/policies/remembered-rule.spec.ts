import { fileURLToPath } from 'node:url';
import { packageRoot, rememberDocuments } from '../../documents/index.js';
import { exampleRegisters, type PolicyFile, policyFiles, policySetOf } from './index.js';

rememberDocuments();

const files = policyFiles([fileURLToPath(new URL('policies', packageRoot()))]);
const rulesOf = (of: readonly PolicyFile[] = files, registers = exampleRegisters()) => policySetOf(of, registers).rules;

describe('rules of a thread that remembers its documents', () => {
  it('are the same objects while the files and the registers are the same', () => {
    const rules = rulesOf();
    expect(rulesOf(policyFiles([fileURLToPath(new URL('policies', packageRoot()))]))).toEqual(rules);
    expect(rulesOf().every((rule, at) => rule === rules[at])).toBe(true);
  });

  it('are resolved again against other registers, and found wanting by them', () => {
    const registers = exampleRegisters();
    const [name, purpose] = [...registers.purposes][0] as [string, { use: string; effect: string; basis: string }];
    const before = rulesOf();
    const more = { ...registers, purposes: new Map([...registers.purposes, ['another-purpose', purpose]]) };
    const after = rulesOf(files, more);
    const naming = (rules: typeof after, word: string) =>
      rules.filter(({ purposes }) => purposes.includes(word)).length;
    expect(naming(before, name)).toBeGreaterThan(0);
    expect(naming(after, 'another-purpose')).toBe(naming(after, name));
    expect(naming(rulesOf(), 'another-purpose')).toBe(0);
    expect(() => rulesOf(files, { ...registers, constants: new Map() })).toThrow('UNKNOWN_CONSTANT');
  });

  it('say where they lie now', () => {
    const moved = files.map((file) => ({ ...file, file: `elsewhere/${file.name}` }));
    const rules = rulesOf(moved);
    expect(rules.every(({ place }) => place.file.startsWith('elsewhere/'))).toBe(true);
    const leaves = rules.flatMap(({ leafPlaces }) => leafPlaces.flatMap((place) => place?.file ?? []));
    expect(leaves.every((file) => file.startsWith('elsewhere/'))).toBe(true);
    expect(rulesOf(moved)[0]).toBe(rules[0]);
    const here = ({ place: _place, leafPlaces: _leaves, ...rule }: (typeof rules)[number]) => rule;
    expect(rules.map(here)).toEqual(rulesOf().map(here));
  });

  it('are refused where they do not fit the name of their folder, though the same text fitted another', () => {
    const [file] = files as [PolicyFile];
    expect(() => rulesOf([{ ...file, expected: 'another-name' }])).toThrow('POLICY_FOLDER');
    expect(rulesOf([file])).toHaveLength(1);
  });
});
