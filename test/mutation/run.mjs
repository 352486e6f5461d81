import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { readArguments, refuseArguments } from '../../tools/read-arguments.mjs';

const core = 'libs/twilio-auth/src/core';

const contract = (...names) => `test/contract/transport/{${names.join(',')}}.spec.ts`;

/**
 * The folders that are mutated, and the specs that must notice. What breaks in one part of a large
 * folder is found by the specs of that part: all of them together take a while, for each mutant.
 */
const RUNS = [
  { folder: 'access-token', specs: [`${core}/access-token/**/*.spec.ts`] },
  { folder: 'config', specs: [`${core}/config/**/*.spec.ts`, `${core}/accounts/**/*.spec.ts`] },
  { folder: 'oauth', specs: [`${core}/oauth/**/*.spec.ts`, `${core}/strategies/**/*.spec.ts`] },
  { folder: 'policy', specs: [`${core}/policy/**/*.spec.ts`] },
  {
    folder: 'transport',
    part: 'answers',
    specs: [
      `${core}/transport/answers/**/*.spec.ts`,
      contract('bad-answers', 'certificates', 'connecting', 'echoes', 'hints', 'odd-answers'),
      contract('leaks', 'proxies', 'retries', 'sent'),
    ],
  },
  {
    folder: 'transport',
    part: 'calls',
    specs: [
      `${core}/transport/calls/**/*.spec.ts`,
      contract('bad-answers', 'call-credentials', 'client-validation', 'host-rule', 'leaks'),
      contract('downloads', 'hung-strategies', 'redirects', 'retries', 'sent', 'token-requests'),
    ],
  },
  {
    folder: 'transport',
    part: 'connections',
    specs: [
      `${core}/transport/connections/**/*.spec.ts`,
      contract('certificates', 'connecting', 'crowds', 'downloads', 'proxies', 'proxy-forms'),
      contract('sent', 'token-requests'),
    ],
  },
  {
    folder: 'transport',
    part: '*.ts',
    specs: [
      `${core}/transport/*.spec.ts`,
      contract('call-credentials', 'downloads', 'host-rule', 'leaks', 'token-requests'),
    ],
  },
  {
    folder: 'webhook',
    specs: [
      `${core}/webhook/**/*.spec.ts`,
      'libs/twilio-auth/src/nest/webhook/*.spec.ts',
      'test/e2e/webhook-{basic,binding,http2,json,proxy,shared-keys,tenants,upgrade}.spec.ts',
      'test/e2e/policy-exceptions.spec.ts',
    ],
  },
];
const nameOf = ({ folder, part }) => (part === undefined ? folder : `${folder}/${part}`);

const GOAL_EACH = 92;
const GOAL_TOGETHER = 94;

const HELP = `npm run mutation -- [FOLDER …]

Changes the code of each folder, one place at a time, and counts the changes that no test notices.

  FOLDER  one to change, all without it:
          ${RUNS.map(nameOf).join(', ')}
`;
const asked = readArguments(HELP, { allowPositionals: true }).positionals;
const isAsked = (run) => asked.some((name) => name === run.folder || name === nameOf(run));
const isKnown = (name) => RUNS.some((run) => name === run.folder || name === nameOf(run));
const unknown = asked.filter((name) => !isKnown(name));
if (unknown.length > 0) refuseArguments(`No such folder: ${unknown.join(', ')}`, HELP);

const counted = [];
for (const run of RUNS) {
  if (asked.length > 0 && !isAsked(run)) continue;
  console.log(`\n== ${nameOf(run)}`);
  counted.push({ folder: run.folder, ...count(await stryker(run)) });
}
const folders = [...new Set(counted.map(({ folder }) => folder))];
const rows = folders.map((name) =>
  together(
    name,
    counted.filter(({ folder }) => folder === name),
  ),
);
if (rows.length > 1) rows.push(together('together', counted));
console.table(
  rows.map(({ folder, found, timeouts, missed }) => ({
    folder,
    mutants: found + missed,
    missed,
    timeouts,
    score: score({ found, missed }).toFixed(1),
  })),
);
process.exitCode = rows.every(
  (row) => score(row) >= (row.folder === 'together' ? GOAL_TOGETHER : GOAL_EACH),
)
  ? 0
  : 1;

/** Runs Stryker and returns its report. */
async function stryker({ folder, part = '**/*.ts', specs }) {
  const path = part.includes('*') ? `${folder}/${part}` : `${folder}/${part}/**/*.ts`;
  const report = `test-results/mutation-${path.replaceAll(/\W+/g, '-').replace(/(-ts)?$/, '')}`;
  const args = ['stryker', 'run', 'test/mutation/stryker.config.mjs'];
  const env = {
    ...process.env,
    MUTATION_SPECS: specs.join(' '),
    MUTATION_REPORT: report,
  };
  const mutated = ['--mutate', `${core}/${path},!**/*.spec.ts`];
  const [code] = await once(
    spawn('npx', [...args, ...mutated], { stdio: 'inherit', env }),
    'close',
  );
  if (code !== 0) throw new Error(`stryker ended with ${code}`);
  return JSON.parse(await readFile(`${report}.json`, 'utf8'));
}

/** What counts as found is what a test noticed; changes that cannot compile are not counted. */
function count({ files }) {
  const statuses = Object.values(files).flatMap(({ mutants }) =>
    mutants.map(({ status }) => status),
  );
  const of = (...names) => statuses.filter((status) => names.includes(status)).length;
  return {
    found: of('Killed', 'Timeout'),
    timeouts: of('Timeout'),
    missed: of('Survived', 'NoCoverage'),
  };
}

function together(folder, counts) {
  const sum = (key) => counts.reduce((total, row) => total + row[key], 0);
  return { folder, found: sum('found'), timeouts: sum('timeouts'), missed: sum('missed') };
}

function score({ found, missed }) {
  return (100 * found) / Math.max(1, found + missed);
}
