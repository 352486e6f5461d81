import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { runIn } from './run.js';

/** Prints the packages that are installed and would be refused on this version of Node. */
const REFUSED = `
  const { satisfies } = require('semver');
  const { packages } = require('./node_modules/.package-lock.json');
  const found = Object.entries(packages).filter(
    ([, { engines }]) => engines?.node !== undefined && !satisfies('20.19.0', engines.node),
  );
  console.log(JSON.stringify({ installed: Object.keys(packages).length, refused: found }));`;

it('installs no package with the emulator that Yarn 1 or engine-strict refuses on Node 20.19', async () => {
  const { folder, tarballs } = inject('packed');
  const fresh = await mkdtemp(join(folder, 'engines-'));
  await writeFile(join(fresh, 'package.json'), '{ "private": true }');
  const names = ['twilio-auth-emulator', 'twilio-permissions'];
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--engine-strict'];
  const packed = names.map((name) => tarballs[name] ?? name);
  const installed = await runIn(fresh, {}, 'npm', 'install', ...quiet, ...packed);
  expect(installed).toMatchObject({ ok: true });
  const { stdout } = await runIn(fresh, {}, process.execPath, '--eval', REFUSED);
  expect(JSON.parse(stdout)).toEqual({ installed: expect.any(Number), refused: [] });
});
