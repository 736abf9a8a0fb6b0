export { type ClassKeys, classKeys, type KeyedClass, type Projection, peopleIn, projectedSizes } from './class-keys.js';
