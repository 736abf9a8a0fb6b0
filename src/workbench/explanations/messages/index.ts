export { en } from './en.js';
export type { ExplanationMessages } from './messages.js';
