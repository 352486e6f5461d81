// Checks the packages as they would be published: `publint --strict` and every resolution mode of
// `attw`, on the real tarballs of the last build.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tool = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'packages-'));

const passes = (command, ...args) => {
  const { status } = spawnSync('npx', ['--no-install', command, ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
};

try {
  const tarballs = execFileSync(process.execPath, [tool('pack-libraries.mjs'), folder], {
    encoding: 'utf8',
  });
  const results = tarballs
    .trim()
    .split('\n')
    .flatMap((tarball) => [
      passes('publint', 'run', tarball, '--strict'),
      passes('attw', tarball, '--no-emoji'),
    ]);
  process.exitCode = results.every(Boolean) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
