export { contradictions, type Standing, type StandingColumn, standingOf } from './column-standing.js';
export { type DeclaredSource, declaredSources } from './declared-columns.js';
