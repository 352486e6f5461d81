import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const test = fileURLToPath(new URL('..', import.meta.url));

/** Slow: installs the packed packages into fresh applications. Run it after a build. */
export default defineConfig({
  resolve: { alias: [{ find: /^#test\//, replacement: test }] },
  test: {
    include: ['test/package/*.spec.ts'],
    globalSetup: ['test/package/pack.global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Installs are slow, so they run one at a time.
    fileParallelism: false,
  },
});
