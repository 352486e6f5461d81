// Adds up the JSON reports of the test runners in the folder given, prints what failed or was
// skipped, and ends with `N passed, N failed`. A skipped test, a missing report and a step that
// failed without one are failures: here nothing may go untested in silence.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = 'test-results', failedSteps = '0'] = process.argv.slice(2);
let passed = 0;
const failures = [];

for (const name of ['tests.json', 'package.json']) {
  const file = join(folder, name);
  if (!existsSync(file)) {
    failures.push(`${name}: no report`);
    continue;
  }
  for (const suite of JSON.parse(readFileSync(file, 'utf8')).testResults) {
    if (suite.status === 'failed' && suite.assertionResults.length === 0) {
      failures.push(`failed: ${suite.name}`);
    }
    for (const { status, fullName } of suite.assertionResults) {
      if (status === 'passed') passed += 1;
      else failures.push(`${status}: ${fullName}`);
    }
  }
}

// A step whose report already tells of failures is counted by them alone.
const failed = Math.max(failures.length, Number(failedSteps));
console.log(['', ...failures, `${passed} passed, ${failed} failed`].join('\n'));
process.exitCode = failed === 0 ? 0 : 1;
