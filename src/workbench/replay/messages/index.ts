export { en } from './en.js';
export type { ReplayMessages } from './messages.js';
