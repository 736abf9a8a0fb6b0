import { errorsOf } from '../../documents/index.js';

export const PACK_WORK_ERRORS = {
  PACK_SOURCE: 'A folder is not the source of a policy pack, or not a built one.',
  PACK_GRANTS: 'A policy of a pack grants: a pack can restrict and prohibit, and never permits anything.',
  PACK_CASES: 'The cases of a pack fail, or one of its policies has none.',
  PACK_KEY: 'The file of a signing key does not hold one.',
  PACK_KEY_READABLE: 'The file of a signing key can be read by others than its owner.',
  PACK_KEY_EXISTS: 'A signing key would overwrite a file that is there.',
  PACK_INSTALLED: 'A pack is to be added, and one of its name is installed.',
  PACK_NOT_INSTALLED: 'A pack is to be upgraded or taken out, and none of its name is installed.',
  PACK_DOWNGRADE: 'A pack is older than the installed one, or has its number without being the same.',
  PACK_SIGNER_REPLACED: 'A pack is signed by another key than the installed one.',
  PACK_ALTERED: 'An installed pack that is to be taken out is not as it was signed.',
  PACKS_FOLDER_TAKEN: 'A policy folder has a folder called packs that no pack was installed in.',
  PACKS_BUSY: 'Another process is installing or removing a pack in the same policy folder.',
} as const;

export const packWorkError = errorsOf(PACK_WORK_ERRORS);
