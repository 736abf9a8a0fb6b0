import { errorsOf } from '../../documents/index.js';

export const OWN_RULES_ERRORS = {
  OWN_RULE_FOLDER:
    'A folder of own rules is missing, holds something that is no own rule, or has a name that none may have.',
  OWN_RULE_TWICE: 'Two folders bring an own rule of the same name.',
  OWN_RULES_TOO_MANY: 'There are more own rules than one deployment may have.',
  OWN_RULE_TOO_LARGE: 'The bundle of an own rule, or a file in it, is larger than its limit.',
  OWN_RULE_BUNDLE: 'The bundle of an own rule is not a gzip archive of the plain files that opa build writes.',
  OWN_RULE_MEMBER:
    'The bundle of an own rule holds a file that an own rule does not have, or one under a name that leads elsewhere.',
  OWN_RULE_ENTRYPOINT: 'The bundle of an own rule does not have probity/own/answer as its one entry point.',
  OWN_RULE_MODULE:
    'The WebAssembly of an own rule asks more of its host than memory, or is none that opa build writes.',
  OWN_RULE_BUILTIN:
    'An own rule uses a function that it does not bring along: network, clock, chance and the like do not exist for it.',
} as const;

export const ownRulesError = errorsOf(OWN_RULES_ERRORS);
