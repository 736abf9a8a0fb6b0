export { passesLuhn } from './luhn.js';
export { isIban, mod97 } from './mod-97.js';
export { passesVerhoeff } from './verhoeff.js';
export { isDay, mod1110, weighted } from './weighted.js';
