import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as prettier from 'prettier';
import { snapshotOf, type Snapshot } from './evaluate.js';
import { grafanaDashboard } from './grafana.js';
import { drawDashboard } from './picture.js';
import { startSample, type Sample } from './sample-run.js';
import { makeTraffic, SECONDS } from './traffic.js';

const PICTURE = 'docs/images/telemetry.svg';
export const DASHBOARD = 'docs/grafana-dashboard.json';
const EVERY_SECONDS = 2;

const HELP = `npm run telemetry-picture -- [--dashboard]

Runs the built sample on the emulator for ${SECONDS / 60} minutes, with calls, webhooks and faults, and draws
its metrics as ${PICTURE}. Writes ${DASHBOARD} as well.

  --dashboard  writes only the file for Grafana, which needs no run
`;

export async function run(args: string[], loadSample: () => Promise<Sample>): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      dashboard: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  await writeFile(DASHBOARD, await dashboardText());
  if (values.dashboard) return;
  const snapshots = await observe(await loadSample());
  await writeFile(PICTURE, drawDashboard(snapshots));
}

/** The file for Grafana as it is in the repository. */
export async function dashboardText(): Promise<string> {
  const options = await prettier.resolveConfig(DASHBOARD);
  return prettier.format(JSON.stringify(grafanaDashboard()), { ...options, parser: 'json' });
}

async function observe(built: Sample): Promise<readonly Snapshot[]> {
  const sample = await startSample(built);
  const snapshots: Snapshot[] = [];
  const traffic = makeTraffic(sample);
  const started = performance.now();
  for (let second = 0; second <= SECONDS; second += EVERY_SECONDS) {
    await sleep(Math.max(0, started + second * 1000 - performance.now()));
    snapshots.push(snapshotOf(second, await sample.reader.collect()));
    if (second % 30 === 0) process.stderr.write(`${second} of ${SECONDS} s\n`);
  }
  await traffic;
  await sample.stop();
  return snapshots;
}
