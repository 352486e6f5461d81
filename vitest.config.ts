import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Tests run on the sources, so that a red test points at the line that was written. */
const alias = [
  { find: /^nestjs-twilio-auth$/, replacement: source('libs/twilio-auth/src/index.ts') },
  { find: /^nestjs-twilio-auth\/(.+)$/, replacement: source('libs/twilio-auth/src/$1/index.ts') },
  { find: /^#test\//, replacement: source('test/') },
  { find: /^twilio-auth-emulator$/, replacement: source('libs/twilio-emulator/src/index.ts') },
  { find: /^twilio-permissions$/, replacement: source('libs/twilio-permissions/src/index.ts') },
];

const NEVER = [
  '**/node_modules/**',
  '**/dist/**',
  'test/package/**',
  // Of applications that have dependencies of their own.
  'test/compatibility/application*/**',
];

function project(
  name: string,
  include: string[],
  { isolate }: { readonly isolate: boolean },
): TestProjectInlineConfiguration {
  return { extends: true, test: { name, include, isolate } };
}

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      // Their files share the modules of a worker: to load NestJS and the SDK for each of them takes
      // three times as long as the tests.
      project('units', ['libs/**/*.spec.ts', 'apps/**/*.spec.ts'], { isolate: false }),
      // They start whole applications, change the environment and global objects: each on its own.
      project('applications', ['test/**/*.spec.ts'], { isolate: true }),
    ],
    exclude: NEVER,
    globalSetup: ['test/support/cli-folder.ts'],
    setupFiles: ['test/support/setup.ts'],
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Most of a test is waiting for a socket: no core needs to be kept free.
    maxWorkers: availableParallelism(),
    coverage: {
      provider: 'v8',
      include: ['libs/*/src/**/*.ts'],
      exclude: ['**/*.spec.ts', '**/index.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { 'libs/twilio-auth/src/core/**': { lines: 98, branches: 98 } },
    },
  },
});
