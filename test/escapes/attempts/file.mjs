import * as fs from 'node:fs';
import { join } from 'node:path';
import { answer, attempt, targets } from './prelude.mjs';

const { secretFile, folder, enginePid } = targets;
const planted = (name) => join(folder, 'planted', name);

await attempt('shadow-file', () => fs.readFileSync('/etc/shadow', 'utf8').slice(0, 4));
await attempt('host-secret', () => fs.readFileSync(secretFile, 'utf8'));
await attempt('host-secret-by-promise', () => fs.promises.readFile(secretFile, 'utf8'));
await attempt(
  'host-secret-by-stream',
  () =>
    new Promise((resolve, reject) => {
      fs.createReadStream(secretFile)
        .on('data', (bytes) => resolve(bytes))
        .on('error', reject);
    }),
);
await attempt('temp-listing', () => fs.readdirSync(folder).join());
await attempt('proc-self-root', () => fs.readFileSync(`/proc/self/root${secretFile}`, 'utf8'));
await attempt('engine-root', () => fs.readFileSync(`/proc/${enginePid}/root${secretFile}`, 'utf8'));
await attempt('engine-environ', () => fs.readFileSync(`/proc/${enginePid}/environ`, 'utf8'));
await attempt('symlink-planted-beside', () => fs.readFileSync(join(folder, 'link-to-secret'), 'utf8'));
await attempt('symlink-made', () => {
  fs.symlinkSync(secretFile, planted('symlink-made'));
  return fs.readFileSync(planted('symlink-made'), 'utf8');
});
await attempt('hard-link', () => {
  fs.linkSync(secretFile, planted('hard-link'));
  return fs.readFileSync(planted('hard-link'), 'utf8');
});
await attempt('dot-dot', () => fs.readFileSync(`${folder}/planted/../secret`, 'utf8'));
await attempt('import-of-host-file', async () => (await import(join(folder, 'secret.mjs'))).secret);
await attempt('write-outside', () => fs.writeFileSync(planted('write-outside'), 'x'));
await attempt('remove-host-file', () => fs.rmSync(planted('removable')));
await attempt('own-memory', () => fs.openSync('/proc/self/mem', 'r+') > 0 && 'opened');
await attempt('change-folder', () => {
  process.chdir(folder);
  return fs.readFileSync('secret', 'utf8');
});
await attempt('inherited-descriptors', () => {
  for (let descriptor = 5; descriptor < 64; descriptor += 1) {
    const text = textBehind(descriptor);
    if (text !== null) return text;
  }
  return 'nothing';
});
await attempt('environment', () => JSON.stringify(process.env));
answer();

function textBehind(descriptor) {
  try {
    if (!fs.fstatSync(descriptor).isFile()) return null;
    const bytes = Buffer.alloc(100);
    return bytes.toString('utf8', 0, fs.readSync(descriptor, bytes, 0, 100, 0));
  } catch {
    return null;
  }
}
