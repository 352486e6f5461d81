import { defineConfig } from 'vitest/config';

/** Slow by nature: it installs the packed packages into fresh applications. Run after a build. */
export default defineConfig({
  test: {
    include: ['test/package/*.spec.ts'],
    globalSetup: ['test/package/pack.global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Two installs at a time would fight for two cores.
    fileParallelism: false,
  },
});
