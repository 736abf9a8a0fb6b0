import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { exampleRegisters, loadPolicies } from '../../registers/policies/index.js';
import { explain, type Question, referenceAnswer } from './index.js';

const released = loadPolicies([fileURLToPath(new URL('policies', packageRoot()))], exampleRegisters());
const NOW = Date.parse('2026-06-15T10:00:00Z');
const asked: Question = {
  purpose: 'loyalty-offers',
  dataset: 'shop',
  plugin: 'rfm',
  categories: ['user.behavior'],
  facts: {
    now: NOW,
    'purpose.allowsDestination': true,
    'purpose.expires': NOW + 1,
    'destination.inRegion': true,
    'destination.transferGround': 'none',
    'destination.role': 'internal',
    'destination.hasContract': true,
    'destination.saleOrShare': false,
    'columns.categories': ['user.behavior'],
    'plugin.builtIn': true,
    'isolation.level': 3,
    'actor.roles': ['data-team'],
    'actor.trainedUntil': NOW + 1,
    'assessment.state': 'not-required',
  },
};
const over = (change: Question['facts']) => explain(released, { ...asked, facts: { ...asked.facts, ...change } });

describe('explain', () => {
  it('says of every rule where it stands, what it tested and what came of it', () => {
    const { effect, rules } = explain(released, asked);
    expect(effect).toBe('permit');
    const trained = rules.find(({ id }) => id === 'trained-people-only');
    expect(trained).toMatchObject({ counts: false, effect: 'prohibit' });
    expect(trained?.leaves.at(-1)).toMatchObject({ fact: 'actor.trainedUntil', truth: 'true', found: NOW + 1 });
    expect(trained?.leaves.at(-1)?.place?.line).toBeGreaterThan(10);
    // What the reader of policies added, such as the period, stands in no line.
    expect(trained?.leaves[0]).toMatchObject({ fact: 'now', place: null });
  });

  it('names a fact that was missing', () => {
    const { 'actor.trainedUntil': _, ...facts } = asked.facts;
    const { effect, rules } = explain(released, { ...asked, facts });
    expect(effect).toBe('deny');
    expect(rules.find(({ id }) => id === 'trained-people-only')?.leaves.at(-1)).toMatchObject({
      found: null,
      truth: 'unknown',
    });
  });

  it('finds the one fact that turns a denial', () => {
    expect(over({ 'purpose.allowsDestination': false }).flips).toEqual([
      [{ fact: 'purpose.allowsDestination', from: false, to: true }],
    ]);
    expect(over({ 'actor.roles': ['auditor'] }).flips).toEqual([
      [{ fact: 'actor.roles', from: ['auditor'], to: ['auditor', 'data-team'] }],
      [{ fact: 'actor.roles', from: ['auditor'], to: ['auditor', 'local-operator'] }],
    ]);
  });

  it('finds words that a test does not name', () => {
    const turned = over({ 'assessment.state': 'required' }).flips.map(([change]) => change?.to);
    expect(turned).toEqual(expect.arrayContaining(['not-required', 'approved']));
  });

  it('finds one change for each of many prohibitions', () => {
    const { flips } = over({
      'purpose.allowsDestination': false,
      'assessment.state': 'expired',
      'actor.trainedUntil': NOW - 1,
      'actor.roles': [],
    });
    expect(flips[0]?.map(({ fact }) => fact).sort()).toEqual([
      'actor.roles',
      'actor.trainedUntil',
      'assessment.state',
      'purpose.allowsDestination',
    ]);
  });

  it('finds what would turn a permit', () => {
    const { flips } = explain(released, asked);
    expect(flips.every(({ length }) => length === 1)).toBe(true);
    expect(flips.flat().map(({ fact }) => fact)).toContain('purpose.allowsDestination');
  });

  it('finds none where no fact would do', () => {
    expect(explain(released, { ...asked, categories: ['user.health_and_medical'] }).flips).toEqual([]);
    expect(explain(released, { ...asked, purpose: '*' }).flips).toEqual([]);
  });

  it('gives only changes that were tried', () => {
    for (const changes of over({ 'purpose.allowsDestination': false, 'actor.roles': [] }).flips) {
      const facts = { ...asked.facts, ...Object.fromEntries(changes.map(({ fact, to }) => [fact, to])) };
      expect(referenceAnswer(released, { ...asked, facts }).effect).toBe('permit');
    }
  });
});
