import type { PolicySet } from '../../registers/policies/index.js';
import { speaksOf } from '../../stages/decision/index.js';
import { caseAim } from '../case-question.js';
import type { CaseFile, CaseWorld } from '../case-world.js';
import type { PolicyCase } from '../cases.schema.js';
import { ruleTexts } from './rule-text.js';

/** A policy folder as it stood when all its cases passed. */
interface GreenWorld {
  readonly policies: PolicySet;
  readonly texts: ReadonlyMap<string, string>;
  /** What answers turn on beside rules and cases: the keys of the taxonomy, own rules. */
  readonly ground: string;
  readonly cases: ReadonlyMap<string, readonly PolicyCase[]>;
}

/**
 * The cases that passed, and under which rules. One need not be asked again while its text, the fixtures, its policy and
 * every rule whose scope speaks of its question are as they were: nothing else has a say in its answer.
 */
export class GreenCases {
  readonly #worlds = new Map<string, GreenWorld>();

  /** The world with the cases alone whose answer may be another one since. */
  toAsk(folder: string, world: CaseWorld): CaseWorld {
    const green = this.#worlds.get(folder);
    if (!green || green.ground !== groundOf(world)) return world;
    const changed = changedRules(green, world.policies);
    const isOpen = (one: PolicyCase) => changed.rules.some((rule) => speaksOf(rule, caseAim(world.fixtures, one)));
    const filesLeft = world.files.map((file) =>
      green.cases.get(file.policy) === file.cases && !changed.ids.has(file.policy)
        ? { ...file, cases: file.cases.filter(isOpen) }
        : file,
    );
    return { ...world, files: filesLeft };
  }

  /** Every case of the world passed, now or before. */
  keep(folder: string, world: CaseWorld): void {
    const { policies, files } = world;
    const cases = new Map(files.map(({ policy, cases: of }: CaseFile) => [policy, of]));
    this.#worlds.set(folder, { policies, texts: ruleTexts(policies), ground: groundOf(world), cases });
  }
}

// Rules that came, went or are others, as they were and as they are.
function changedRules({ policies, texts }: GreenWorld, now: PolicySet) {
  const texted = ruleTexts(now);
  const before = policies.rules.filter(({ id }) => texted.get(id) !== texts.get(id));
  const after = now.rules.filter(({ id }) => texted.get(id) !== texts.get(id));
  const rules = [...before, ...after];
  return { rules, ids: new Set(rules.map(({ id }) => id)) };
}

function groundOf({ categories, ownRules }: CaseWorld): string {
  return JSON.stringify([ownRules?.digest ?? null, ownRules?.limits ?? null, [...categories]]);
}
