export { type DraftAsk, draftDataset, type ManifestField } from './draft-dataset.js';
