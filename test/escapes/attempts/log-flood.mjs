import './prelude.mjs';

for (;;) process.stdout.write('x'.repeat(65_536));
