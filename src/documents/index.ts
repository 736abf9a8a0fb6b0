export { askGit, type GitQuestion } from './ask-git.js';
export { canonicalJson } from './canonical-json.js';
export { checkSchema, hasShape } from './check-schema.js';
export { type Diagnostic, DocumentError, renderDiagnostic, sortedDiagnostics } from './diagnostic.js';
export { type Digest, digestOf, digestOfBytes } from './digest.js';
export { digestOfFile } from './digest-of-file.js';
export { DOCUMENTS_ERRORS } from './documents.errors.js';
export { frozen } from './frozen.js';
export {
  countText,
  dayText,
  definitions,
  figureText,
  Html,
  type HtmlValue,
  html,
  instantText,
  intervalText,
  page,
  shareText,
  type TableColumn,
  table,
} from './html/index.js';
export { instantOf, isoInstant } from './instant.js';
export {
  type NamedDocument,
  type NamedDocuments,
  type Register,
  readNamedDocuments,
  registerOf,
} from './named-documents.js';
export { namesBelow } from './names-below.js';
export { nearestWord } from './nearest-word.js';
export { packageRoot } from './package-root.js';
export { type ErrorParts, errorsOf, ProbityError } from './probity-error.js';
export { readYaml, readYamlStream } from './read-yaml.js';
export { MadeOfDocuments, rememberDocuments } from './remembered-documents.js';
export { wordMistake } from './word-mistake.js';
export { type DocumentPath, dotted, excerptOf, YamlDocument } from './yaml-document.js';
