export { approveChange } from './approve-change.js';
export { type ChangeParts, type Decider as ChangeDecider, inTurn } from './change-parts.js';
export { changeRow, changeText } from './change-text.js';
export { type ChangeView, changeList, changeView } from './change-view.js';
export { CHANGES_ERRORS } from './changes.errors.js';
export { createDraft, type DraftAsk } from './create-draft.js';
export type { Meaning } from './meaning.js';
export { isAlias, POLICY_ROLES } from './people.js';
export { rollBack, type Undoing, withdrawChange } from './undo-change.js';
