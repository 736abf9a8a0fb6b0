export { type CodedAttribute, codeValues, type NamedAttribute } from './coded-attribute.js';
export { type Combinations, combinationCount, combinationsOf, peopleIn } from './combinations.js';
export { DATE_UNITS, type DateUnit } from './date-levels.js';
export { GENERALISATION_ERRORS } from './generalisation.errors.js';
export {
  type ClassLabels,
  type GeneralisedTable,
  releasedClasses,
  tableOfVector,
} from './generalised-table.js';
export { type Band, EVERYTHING, type Hierarchy, levelNames, OTHER } from './hierarchy.js';
export { type HierarchyMistake, hierarchyMistakes } from './hierarchy-mistakes.js';
export { mondrian } from './mondrian.js';
export { type HierarchyLine, readHierarchyLines } from './read-hierarchy.js';
export { bestRecoding, type GlobalRecoding, type SearchResult } from './search.js';
export type { Targets } from './targets.js';
export { type Utility, utilityOf } from './utility.js';
