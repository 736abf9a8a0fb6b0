import './prelude.mjs';

process.abort();
