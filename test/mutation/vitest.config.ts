import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import base from '../../vitest.config.js';
import { reusedThreads } from './reused-threads.js';

/** They take seconds each time that they run: they block the event loop, or try random requests. */
const SLOW_SPECS = [
  '**/blocked-loop.spec.ts',
  '**/starved-loop.spec.ts',
  '**/webhook-verifier-sdk.spec.ts',
];

/** The fastest first: a run ends with the first test that fails. */
class FastestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const times = new Map(
      files.map((file) => {
        const key = `${file.project.name}:${relative(root, file.moduleId)}`;
        return [file, this.ctx.cache.getFileTestResults(key)?.duration ?? 0];
      }),
    );
    return files.toSorted((one, other) => times.get(one)! - times.get(other)!);
  }
}

const pool = reusedThreads();

export default defineConfig({
  ...base,
  plugins: [
    {
      name: 'reused-threads',
      // Stryker asks for a pool by name, which wins over one that is configured.
      configureVitest({ project }) {
        Object.assign(project.config, { pool: pool.name, poolRunner: pool });
      },
    },
  ],
  test: {
    ...base.test,
    // One: those of the usual run would bring files of their own.
    projects: undefined as never,
    include: process.env['MUTATION_SPECS']?.split(' ') ?? [],
    exclude: [...base.test!.exclude!, ...SLOW_SPECS],
    setupFiles: ['test/mutation/setup.ts', 'test/support/setup.ts'],
    sequence: { sequencer: FastestFirst },
    isolate: false,
    maxWorkers: 1,
    testTimeout: 5_000,
    hookTimeout: 5_000,
  },
});
