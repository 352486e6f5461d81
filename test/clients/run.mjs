import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TwilioEmulator } from '../../libs/twilio-emulator/dist/esm/index.js';
import { FLOWS, inputOf, SEED } from './flows.mjs';
import { CLIENTS } from './install.mjs';
import { readArguments, refuseArguments } from '../../tools/read-arguments.mjs';

const execute = promisify(execFile);
const names = CLIENTS.map(({ name }) => name);
const HELP = `npm run clients -- [CLIENT …]

Runs clients that this repository did not write, each through the same flows against an emulator of its own.
Exit code 1 if a flow fails.

  CLIENT  one to run, by the beginning of its name; all without it:
          ${names.join(', ')}
`;
const wanted = readArguments(HELP, { allowPositionals: true }).positionals;
const unknown = wanted.filter((word) => !names.some((name) => name.startsWith(word)));
if (unknown.length > 0) refuseArguments(`No such client: ${unknown.join(', ')}`, HELP);
const folder = mkdtempSync(join(tmpdir(), 'clients-'));
const ran = [];
const notRun = [];

for (const { name, prepare } of CLIENTS) {
  if (wanted.length > 0 && !wanted.some((word) => name.startsWith(word))) continue;
  const client = prepared(name, prepare);
  if (client) ran.push({ name: `${name} ${client.version}`, got: await flowsOf(client) });
}
rmSync(folder, { recursive: true, force: true });

const row = (cells) => `| ${cells.join(' | ')} |`;
const heads = ['Flow', 'Expected', ...ran.map(({ name }) => name)];
console.log([row(heads), row(heads.map(() => '---'))].join('\n'));
for (const { id, title, expected } of FLOWS) {
  const cells = ran.map(({ got }) => (got.get(id) === expected ? 'yes' : `**${got.get(id)}**`));
  console.log(row([title, expected, ...cells]));
}
console.log(['', ...notRun].join('\n'));
const failed = ran.some(({ got }) => FLOWS.some(({ id, expected }) => got.get(id) !== expected));
process.exitCode = failed || ran.length === 0 ? 1 : 0;

/** A client that can be run; another one is listed with the reason. */
function prepared(name, prepare) {
  try {
    return prepare(folder);
  } catch (error) {
    notRun.push(`${name}: not run: ${error.message.trim().split('\n').at(-1)}`);
    return undefined;
  }
}

/** What came of each flow; a client that breaks off fails all that it did not come to. */
async function flowsOf({ command: [file, ...args], variables }) {
  const twilio = await TwilioEmulator.start({ seed: SEED });
  try {
    const env = { ...process.env, ...variables, CLIENT: inputOf(twilio) };
    const { stdout, stderr = '' } = await execute(file, args, { env }).catch((error) => error);
    process.stderr.write(stderr);
    const lines = stdout.split('\n').filter((line) => line !== '');
    return new Map(lines.map((line) => JSON.parse(line)).map(({ id, got }) => [id, got]));
  } finally {
    await twilio.stop();
  }
}
