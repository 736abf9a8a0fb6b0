import type { LintRule } from '../lint-rule.js';
import { columnNeverGranted } from './column-never-granted.js';
import { confusableWord } from './confusable-word.js';
import { consentNeverMatters } from './consent-never-matters.js';
import { constantCondition } from './constant-condition.js';
import { contradictoryConditions } from './contradictory-conditions.js';
import { duplicateScope } from './duplicate-scope.js';
import { expiredWaiver } from './expired-waiver.js';
import { grantNotEnforced } from './grant-not-enforced.js';
import { invalidDocument } from './invalid-document.js';
import { missingLawReference } from './missing-law-reference.js';
import { missingOwner } from './missing-owner.js';
import { protectedAsFeature } from './protected-as-feature.js';
import { purposeWithoutPolicy } from './purpose-without-policy.js';
import { quasiIdentifiersOpen } from './quasi-identifiers-open.js';
import { retentionBeyondLaw } from './retention-beyond-law.js';
import { shadowedPermit } from './shadowed-permit.js';
import { sunsetPassed } from './sunset-passed.js';
import { suppressionWithoutReason } from './suppression-without-reason.js';
import { unknownTaxonomyKey } from './unknown-taxonomy-key.js';
import { unreachablePolicy } from './unreachable-policy.js';
import { unregisteredColumn } from './unregistered-column.js';
import { unusedSuppression } from './unused-suppression.js';
import { unusedWaiver } from './unused-waiver.js';
import { waiverWithoutRule } from './waiver-without-rule.js';
import { wrongFactType } from './wrong-fact-type.js';

/** Every rule. A mistake of the loader is shown under the first rule that surfaces it, so `invalidDocument` is last. */
export const LINT_RULES: readonly LintRule[] = [
  columnNeverGranted,
  confusableWord,
  consentNeverMatters,
  constantCondition,
  contradictoryConditions,
  duplicateScope,
  expiredWaiver,
  grantNotEnforced,
  missingLawReference,
  missingOwner,
  protectedAsFeature,
  purposeWithoutPolicy,
  quasiIdentifiersOpen,
  retentionBeyondLaw,
  shadowedPermit,
  sunsetPassed,
  suppressionWithoutReason,
  unknownTaxonomyKey,
  unreachablePolicy,
  unregisteredColumn,
  unusedSuppression,
  unusedWaiver,
  waiverWithoutRule,
  wrongFactType,
  invalidDocument,
];
