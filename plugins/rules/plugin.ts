import { definePlugin } from 'probity/plugin';
import { Type } from 'typebox';
import { checkRules } from './rules.js';
import { ConditionSchema, RulesSchema } from './rules.schema.js';

export default definePlugin({
  name: 'rules',
  version: '1.0.0',
  title: 'Rules: ordered conditions that people wrote',
  gives: 'model',
  rows: 'none',
  sampleSizeMax: 0,
  needs: { min: 1, max: 200, numeric: false },
  options: Type.Object(
    {
      rules: RulesSchema,
      otherwise: Type.Optional(
        Type.String({
          pattern: '^[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}$',
          description: 'the segment of everybody whom no rule takes; without it they stay unassigned',
        }),
      ),
    },
    { additionalProperties: false, $defs: { condition: ConditionSchema } },
  ),
  refusals: {
    UNKNOWN_COLUMN: 'A condition names a column that was not granted to the run.',
    WRONG_TYPE: 'A condition compares a column with a value of another type.',
  },
  facts: { rules: 'How many rules there are.' },
  words: [],
  segment({ options: { rules, otherwise }, columns }) {
    checkRules(rules, columns);
    return {
      version: 1,
      form: 'rules',
      rules,
      ...(otherwise === undefined ? {} : { otherwise }),
      facts: { rules: rules.length },
    };
  },
});
