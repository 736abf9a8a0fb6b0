import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** Runs a program on a disk of its own size that only its own mount namespace sees. */
const OWN_DISK = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"';
const NAMESPACE = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];

export function onSmallDisk(folder: string, command: readonly string[], size = '10m') {
  const args = [...NAMESPACE, 'sh', '-c', OWN_DISK, 'sh', size, folder, ...command];
  return spawnSync('unshare', args, { encoding: 'utf8', timeout: 200_000 });
}

/** Whether this machine lets a test have a disk of its own. */
export const possible = onSmallDisk(tmpdir(), ['true']).status === 0;
