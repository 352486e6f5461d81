// Mutation testing of the folders that decide about credentials. Strings are left out: most of them
// are messages, which snapshots compare. `run.mjs` adds the folder.
const report = process.env['MUTATION_REPORT'] ?? 'test-results/mutation';

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  mutator: { excludedMutations: ['StringLiteral'] },
  ignoreStatic: true,
  ignorePatterns: [
    'dist',
    'libs/*/dist',
    'apps/*/dist',
    'test/dist',
    'test-results',
    'coverage',
    'docs',
  ],
  concurrency: Number(process.env['MUTATION_CONCURRENCY'] ?? 1),
  // A busy machine must not make a mutant look found.
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: `${report}-incremental.json`,
  reporters: ['json', 'html', 'progress-append-only'],
  jsonReporter: { fileName: `${report}.json` },
  htmlReporter: { fileName: `${report}.html` },
  tempDirName: 'test-results/mutation-sandbox',
  allowConsoleColors: false,
};
