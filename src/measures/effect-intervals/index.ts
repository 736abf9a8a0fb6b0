export { type EffectIntervals, effectIntervals, effectIntervalsMeasure } from './effect-intervals.js';
