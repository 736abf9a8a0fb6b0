import './prelude.mjs';

for (;;);
