import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const test = fileURLToPath(new URL('..', import.meta.url));

const SLOWEST_FIRST = [
  'readme-nest11',
  'readme-nest12',
  'bundles',
  'clone',
  'cjs-nest11',
  'esm-nest12',
  'specs',
];

/** So that no worker waits for a long one at the end: on a fresh machine Vitest knows no durations. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = SLOWEST_FIRST.indexOf(basename(moduleId, '.spec.ts'));
      return at === -1 ? SLOWEST_FIRST.length : at;
    };
    return files.toSorted((one, other) => rank(one) - rank(other));
  }
}

/** Slow: installs the packed packages into fresh applications. Run it after a build. */
export default defineConfig({
  resolve: { alias: [{ find: /^#test\//, replacement: test }] },
  test: {
    include: ['test/package/*.spec.ts'],
    globalSetup: ['test/package/pack.global-setup.ts'],
    testTimeout: 300_000,
    // An installation on a machine that is busy with something else takes minutes.
    hookTimeout: 600_000,
    // npm and the compilers use a core and a half each: more at a time would not end sooner.
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
  },
});
