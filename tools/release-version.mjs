// After `changeset version`: puts the new version and today's date above what the changelog has
// below "Unreleased", and writes the version into the lock file.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

const { version } = JSON.parse(await readFile(path('libs/twilio-auth/package.json'), 'utf8'));
const changelog = await readFile(path('CHANGELOG.md'), 'utf8');
if (!changelog.includes(`## [${version}]`)) {
  const heading = `## [${version}] - ${new Date().toISOString().slice(0, 10)}`;
  const released = changelog.replace('## [Unreleased]', `## [Unreleased]\n\n${heading}`);
  await writeFile(path('CHANGELOG.md'), released);
}
execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
  cwd: path('.'),
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
