export { type ClassKeys, classKeys, type KeyedClass, peopleIn, projectedSizes } from './class-keys.js';
