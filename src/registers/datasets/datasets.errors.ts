import { errorsOf } from '../../documents/index.js';

/** Mistakes in datasets, reported as diagnostics with their places, and what an import may throw. */
export const DATASETS_ERRORS = {
  DATASET_WITHOUT_DATA: 'A dataset has neither a source nor events, or columns and no source that they stand in.',
  COLUMN_TWICE: 'Two columns or measures of a dataset have one name, or names that differ by case alone.',
  COLUMN_RESERVED: 'A column or measure has a name that the data engine uses for its own columns.',
  UNKNOWN_COLUMN: 'A dataset names a column that it does not declare.',
  COLUMN_UNFIT: 'A column has another type or role than its use needs.',
  IDENTIFIER_AS_FEATURE: 'A column that identifies people is offered as a feature.',
  FORMAT_UNKNOWN: 'The format of a source can be read neither from its settings nor from the end of its path.',
  SOURCE_UNFIT: 'A source has settings that do not belong to its format, or lacks one that does.',
  MEASURE_UNFIT: 'A measure has the wrong number of columns, the wrong type or a scale that it cannot use.',
  TEST_UNFIT: 'A test over events is not a tree of all, any, not and comparisons, or is deeper than 8.',
  TRAIT_TWICE: 'Two traits of a dataset have one name.',
  TRAIT_UNFIT: 'The status of a trait does not fit what is said about it.',
  BANDS_UNFIT: 'The bands of a trait do not rise, repeat a name or stand on a column that is not a number.',
  GROUPS_UNFIT: 'Two groups of a trait share a name or a value, or a crossing names a trait twice.',
  UNKNOWN_TRAIT: 'A crossing names a trait that the dataset does not declare.',
  STRATUM_UNFIT: 'Two strata of a dataset have one name, or one is split neither by bands nor by groups, or by both.',
  CROSSINGS_TOO_MANY: 'The crossing depth of a dataset gives more than 100 crossings of its traits.',
  REFERENCE_UNFIT:
    'A reference population names a group that its trait does not have, lacks one, or is of a trait without groups.',
  REFERENCE_UNREADABLE: 'The file of a reference population is not there or too large.',
  HIERARCHY_UNFIT:
    'A hierarchy does not coarsen level by level, says how in no way or several, or does not fit its column.',
  HIERARCHY_UNREADABLE: 'The file of a hierarchy is not there or too large.',
  CONSENT_WORD_TWICE: 'One word of the consent table means two things.',
  CONSENT_WITHOUT_KEY: 'A dataset has a consent table and no subject key to join it by.',
  MANIFEST_UNREADABLE: 'The manifest that an overlay completes cannot be read.',
  MANIFEST_LACKS: 'A manifest lacks the dataset, the collection or the field that an overlay names.',
  COLUMN_UNCLASSIFIED: 'Neither the overlay nor its manifest says what a column holds, or of which type it is.',
  IMPORT_FORMAT: 'A file is neither a Fides manifest nor a dbt manifest.',
  IMPORT_UNKNOWN: 'A file to import does not have the dataset, model or collection that was named, or has several.',
} as const;

export const datasetsError = errorsOf(DATASETS_ERRORS);
