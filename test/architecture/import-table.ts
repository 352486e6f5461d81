/**
 * The folders of `core/` in the order of the data flow: a folder may import itself and the folders
 * above it. The last entry is the file that creates all of them.
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
  'permissions',
  'capabilities',
  'transport',
  'client',
  'access-token',
  'webhook',
  'keys',
  'health',
  'report',
  'log',
  'create-runtime.ts',
] as const;

/** The folders of the emulator, in the same way; its entry point may import all of them. */
export const emulatorOrder = [
  'protocol',
  'state',
  'auth',
  // Read only where specifications are given.
  'specs',
  'faults',
  'webhooks',
  'resources',
  'log',
  'inspector',
  'control',
  'server',
  'cli',
] as const;

/** What each part may import of the others. Nothing may import an entry point. */
export const edges: Readonly<Record<string, readonly string[]>> = {
  'index.ts': ['core', 'nest'],
  core: ['core'],
  nest: ['core', 'nest'],
  config: ['core', 'nest', 'config'],
  redis: ['core', 'redis'],
  keys: ['core', 'keys'],
  terminus: ['core', 'nest', 'terminus'],
  opentelemetry: ['core', 'nest', 'opentelemetry'],
  testing: ['core', 'nest', 'testing'],
  // The command line rotates keys as code does, and takes the lock of Redis for it.
  cli: ['core', 'keys', 'redis', 'cli'],
};

/** Folders and files in which a package may be imported. `node:` is allowed everywhere. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  'class-validator': ['core/config'],
  undici: ['core/transport'],
  qs: ['core/transport'],
  // Which permission a request needs, and which names exist.
  'twilio-permissions': ['core/config', 'core/permissions', 'core/capabilities', 'core/keys'],
  // The injection token of the client belongs to Nest, but has a type of the SDK.
  twilio: ['core/transport', 'core/client', 'nest/twilio-client.ts'],
  // Primitives import `node:` only, except for the one bounded cache.
  'lru-cache': ['core/primitives/lookup-cache.ts'],
  '@nestjs/common': ['nest', 'config', 'opentelemetry', 'terminus', 'testing'],
  '@nestjs/core': ['nest', 'testing'],
  rxjs: ['nest'],
  '@nestjs/config': ['config'],
  // The parser of @nestjs/config, which an application need not have installed.
  dotenv: ['cli/env-file.ts'],
  '@nestjs/terminus': ['terminus'],
  '@opentelemetry/api': ['opentelemetry'],
};

/** What may be used in one place only, so that it is easy to find and to fake. */
export const reserved: Readonly<Record<string, readonly string[]>> = {
  'process.env': ['libs/twilio-auth/src/core/config/read-env.ts', 'libs/twilio-emulator/src/cli/'],
  'process.exit': ['libs/twilio-auth/src/cli/', 'libs/twilio-emulator/src/cli/'],
  'the clock': [
    'libs/twilio-auth/src/core/primitives/clock.ts',
    'libs/twilio-emulator/src/protocol/clock.ts',
  ],
  // A minified bundle has other names.
  'the name of a class': [],
};

/** What an application may import: the only files that contain re-exports only. */
export const entryPoints: Readonly<Record<string, string>> = {
  'nestjs-twilio-auth': 'libs/twilio-auth/src/index.ts',
  'nestjs-twilio-auth/config': 'libs/twilio-auth/src/config/index.ts',
  'nestjs-twilio-auth/keys': 'libs/twilio-auth/src/keys/index.ts',
  'nestjs-twilio-auth/opentelemetry': 'libs/twilio-auth/src/opentelemetry/index.ts',
  'nestjs-twilio-auth/redis': 'libs/twilio-auth/src/redis/index.ts',
  'nestjs-twilio-auth/terminus': 'libs/twilio-auth/src/terminus/index.ts',
  'nestjs-twilio-auth/testing': 'libs/twilio-auth/src/testing/index.ts',
  'twilio-auth-emulator': 'libs/twilio-emulator/src/index.ts',
  'twilio-permissions': 'libs/twilio-permissions/src/index.ts',
};

/** The largest number of lines in a file, tests included. */
export const longestFile = 200;
