// Builds the libraries and puts each, as it is published, into `dist/<package>`. Prints the folders.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stage } from './publish/stage.mjs';

execFileSync('npm', ['run', '--silent', 'build:libraries'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  // What is printed on standard output is the folders, for the tools that read them.
  stdio: ['ignore', process.stderr, 'inherit'],
  shell: process.platform === 'win32',
});
for (const library of ['twilio-permissions', 'twilio-auth', 'twilio-emulator']) {
  console.log(fileURLToPath(await stage(library)));
}
