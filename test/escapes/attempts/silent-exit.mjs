import './prelude.mjs';

process.exit(0);
