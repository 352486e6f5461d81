import { join } from 'node:path';
import { Application } from '../../package/application.js';
import { dependenciesOn, installProbe, runProbe } from '../probe.js';
import type { Kit, Row } from '../row.js';
import { NPM_FLAGS, step } from '../step.js';

const group = 'Node';

/** The executable of a version of Node, from the npm package that carries it. */
async function nodeOf(kit: Kit, version: string): Promise<string> {
  const app = new Application(join(kit.packed.folder, `node-${version}`));
  await app.write('package.json', '{ "name": "node-version", "private": true }');
  await step(app, `npm install ${NPM_FLAGS} node@${version}`);
  return join(app.folder, 'node_modules', 'node', 'bin', 'node');
}

async function onNode(kit: Kit, version: string) {
  const app = await kit.shared('probe-12', () => installProbe(kit, 'module', dependenciesOn('12')));
  return runProbe(app, await nodeOf(kit, version));
}

export const NODE_VERSIONS: readonly Row[] = [
  { id: 'node-20.19', group, what: 'Node 20.19.0', run: (kit) => onNode(kit, '20.19.0') },
  { id: 'node-22', group, what: 'newest Node 22', run: (kit) => onNode(kit, '22') },
  { id: 'node-24', group, what: 'newest Node 24', run: (kit) => onNode(kit, '24') },
  { id: 'node-26', group, what: 'newest Node 26', run: (kit) => onNode(kit, '26') },
];
