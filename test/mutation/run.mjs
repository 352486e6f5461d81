// Changes the code of each folder, one place at a time, and counts the changes that no test notices.
//   npm run mutation                    every folder below
//   npm run mutation -- oauth webhook   only these
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

const core = 'libs/twilio-auth/src/core';

/** The folders that are mutated, and the specs that must notice. */
const SPECS = {
  'access-token': [`${core}/access-token/*.spec.ts`],
  config: [`${core}/config/**/*.spec.ts`, `${core}/accounts/*.spec.ts`],
  oauth: [`${core}/oauth/*.spec.ts`, `${core}/strategies/*.spec.ts`],
  policy: [`${core}/policy/**/*.spec.ts`],
  transport: [`${core}/transport/*.spec.ts`, 'test/contract/transport/*.spec.ts'],
  webhook: [
    `${core}/webhook/*.spec.ts`,
    'libs/twilio-auth/src/nest/webhook/*.spec.ts',
    'test/e2e/webhook-{basic,binding,http2,json,proxy,shared-keys,tenants,upgrade}.spec.ts',
    'test/e2e/policy-exceptions.spec.ts',
  ],
};
const FOLDERS = Object.keys(SPECS);
const GOAL_EACH = 92;
const GOAL_TOGETHER = 94;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !FOLDERS.includes(name));
if (asked.includes('--help') || unknown.length > 0) {
  console.log(`Usage: npm run mutation -- [folder …]\nFolders: ${FOLDERS.join(', ')}`);
  process.exit(asked.includes('--help') ? 0 : 2);
}

const rows = [];
for (const folder of asked.length > 0 ? asked : FOLDERS) {
  console.log(`\n== ${folder}`);
  const report = `test-results/mutation-${folder}`;
  await stryker(folder, report);
  rows.push({ folder, ...count(JSON.parse(await readFile(`${report}.json`, 'utf8'))) });
}
if (rows.length > 1) rows.push(together(rows));
console.table(
  rows.map(({ folder, found, missed }) => ({
    folder,
    mutants: found + missed,
    missed,
    score: score({ found, missed }).toFixed(1),
  })),
);
process.exitCode = rows.every(
  (row) => score(row) >= (row.folder === 'together' ? GOAL_TOGETHER : GOAL_EACH),
)
  ? 0
  : 1;

function stryker(folder, report) {
  const files = `${core}/${folder}/**/*.ts`;
  const args = [
    'stryker',
    'run',
    'test/mutation/stryker.config.mjs',
    '--mutate',
    `${files},!**/*.spec.ts`,
  ];
  const env = {
    ...process.env,
    MUTATION_SPECS: SPECS[folder].join(' '),
    MUTATION_REPORT: report,
  };
  return new Promise((resolve, reject) => {
    spawn('npx', args, { stdio: 'inherit', env }).once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`stryker ended with ${code}`)),
    );
  });
}

/** What counts as found is what a test noticed; changes that cannot compile are not counted. */
function count({ files }) {
  const statuses = Object.values(files).flatMap(({ mutants }) =>
    mutants.map(({ status }) => status),
  );
  const of = (...names) => statuses.filter((status) => names.includes(status)).length;
  return { found: of('Killed', 'Timeout'), missed: of('Survived', 'NoCoverage') };
}

function together(counted) {
  const sum = (key) => counted.reduce((total, row) => total + row[key], 0);
  return { folder: 'together', found: sum('found'), missed: sum('missed') };
}

function score({ found, missed }) {
  return (100 * found) / Math.max(1, found + missed);
}
