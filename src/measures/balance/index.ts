export { type Balance, balance, balanceMeasure } from './balance.js';
