export { trialsFor } from './try-variants.js';
