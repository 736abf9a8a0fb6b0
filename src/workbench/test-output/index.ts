export { anyChangedSince, type Changed, changedSince } from './changed-since.js';
export { formatTest, TEST_FORMATS, type TestFormat, testFormatOf } from './test-format.js';
export { TEST_OUTPUT_ERRORS } from './test-output.errors.js';
export { type WatchOptions, watchFolders } from './watch-folders.js';
export { xmlText } from './xml-text.js';
