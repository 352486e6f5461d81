/**
 * The folders of `core/` in the order in which data flows: a folder imports itself and what is
 * above it in this list. Last is the one file that puts all of them together.
 */
export const coreOrder = [
  'primitives',
  'errors',
  'events',
  'config',
  'accounts',
  'policy',
  'oauth',
  'strategies',
  'capabilities',
  'transport',
  'client',
  'access-token',
  'webhook',
  'health',
  'report',
  'log',
  'create-runtime.ts',
] as const;

/** What each part beside `core/` may import of the others; nothing imports an entry point. */
export const edges: Readonly<Record<string, readonly string[]>> = {
  'index.ts': ['core', 'nest'],
  core: ['core'],
  nest: ['core', 'nest'],
  config: ['core', 'nest', 'config'],
  redis: ['core', 'redis'],
  terminus: ['core', 'nest', 'terminus'],
  testing: ['core', 'nest', 'testing'],
  cli: ['core', 'cli'],
};

/** Where a package may be imported: folders, and single files. `node:` is free to all. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  'class-validator': ['core/config'],
  undici: ['core/transport'],
  qs: ['core/transport'],
  // The injection token of the client is a Nest matter, and its type is the SDK's.
  twilio: ['core/transport', 'core/client', 'nest/twilio-client.ts'],
  // Primitives use nothing but `node:` otherwise: this is where the one bounded cache is.
  'lru-cache': ['core/primitives/lookup-cache.ts'],
  '@nestjs/common': ['nest', 'config', 'terminus', 'testing'],
  '@nestjs/core': ['nest', 'testing'],
  rxjs: ['nest'],
  '@nestjs/config': ['config'],
  // The parser of @nestjs/config, which an application need not have installed.
  dotenv: ['cli/env-file.ts'],
  '@nestjs/terminus': ['terminus'],
};

/** What only one place may touch, so that tests and readers know where to look. */
export const reserved: Readonly<Record<string, readonly string[]>> = {
  'process.env': ['libs/twilio-auth/src/core/config/read-env.ts', 'libs/twilio-emulator/src/cli/'],
  'process.exit': ['libs/twilio-auth/src/cli/', 'libs/twilio-emulator/src/cli/'],
  'the clock': [
    'libs/twilio-auth/src/core/primitives/clock.ts',
    'libs/twilio-emulator/src/state/clock.ts',
  ],
};

/** What an application may import, and the only files whose statements are all re-exports. */
export const frontDoors: Readonly<Record<string, string>> = {
  'nestjs-twilio-auth': 'libs/twilio-auth/src/index.ts',
  'nestjs-twilio-auth/config': 'libs/twilio-auth/src/config/index.ts',
  'nestjs-twilio-auth/redis': 'libs/twilio-auth/src/redis/index.ts',
  'nestjs-twilio-auth/terminus': 'libs/twilio-auth/src/terminus/index.ts',
  'nestjs-twilio-auth/testing': 'libs/twilio-auth/src/testing/index.ts',
  'twilio-auth-emulator': 'libs/twilio-emulator/src/index.ts',
};

/** Lines that a file may have, tests included. */
export const longestFile = 200;
