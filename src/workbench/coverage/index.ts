export { type Coverage, type CoverageShare, type CoveredPart, missingTruths, type PolicyCoverage } from './coverage.js';
export { coverageLcov } from './coverage-lcov.js';
export { coveragePage } from './coverage-page.js';
export { coverageText, percentText } from './coverage-text.js';
export { policyCoverage } from './policy-coverage.js';
