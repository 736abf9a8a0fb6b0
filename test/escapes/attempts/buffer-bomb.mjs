import { answer, attempt } from './prelude.mjs';

await attempt('buffer-bomb', () => {
  const kept = [];
  for (let at = 0; at < 64; at += 1) kept.push(Buffer.alloc(64 << 20, 1));
  return `${kept.length * 64} MB`;
});
answer();
