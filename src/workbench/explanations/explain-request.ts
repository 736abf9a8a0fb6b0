import type { YamlDocument } from '../../documents/index.js';
import type { Governance } from '../../run/index.js';
import type { DecisionExplanation } from './decision-explanation.js';
import { explainDecision } from './explain-decision.js';

/** Explains how a request would be decided now. Reads no data and records nothing. */
export async function explainRequest(
  governance: Pick<Governance, 'decide' | 'parts'>,
  ask: YamlDocument,
): Promise<DecisionExplanation> {
  const { policies, ownRules } = governance.parts.registers;
  const { request, decision } = await governance.decide(ask);
  const { purpose, dataset, plugin } = request;
  const categories = decision.facts['columns.categories'];
  const question = { purpose, dataset, plugin, categories: Array.isArray(categories) ? categories : [] };
  const explained = explainDecision(policies, { ...question, facts: decision.facts }, { decision, ownRules });
  return { about: { kind: 'request' }, inForce: true, ...explained };
}
