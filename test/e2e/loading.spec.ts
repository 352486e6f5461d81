import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRecordingServer, type RecordingServer } from '#test/support/recording-server.js';

/** What an application that sends a message needs of a package, where it must not be all of it. */
const NEEDED: Readonly<Record<string, RegExp>> = {
  // One HTTP/1.1 client, not fetch, agents, caches and mocks.
  undici:
    /^lib\/(core|llhttp|util|dispatcher\/(client|client-h[12]|dispatcher|dispatcher-base)\.js|handler\/(un)?wrap-handler\.js)/,
  // What keeps the rules of our options, not the rules themselves.
  'class-validator':
    /^cjs\/(metadata|utils|validation|validation-schema|container\.js|register-decorator\.js|decorator\/common\/Validate(By|If)\.js)/,
  // The client and the one product that is used; the client itself requires the validation token.
  twilio: /^lib\/(base|http|jwt\/validation|rest\/(Twilio|Api|ApiBase|api)[./])/,
};

/** What it needs nothing of. */
const UNUSED =
  /^(validator|libphonenumber-js|class-transformer|xmlbuilder|dotenv|ioredis|redis|jose|express|fastify|@opentelemetry\/.*|@nestjs\/(?!common$|core$).*)$/;

/** Parts of this library that are loaded by their own entry points, or by the command line. */
const OUR_PARTS =
  /\/twilio-auth\/dist\/\w+\/(cli|config|keys|opentelemetry|redis|terminus|testing|core\/keys|core-keys)\b/;

describe('An application that only sends messages with an API key', () => {
  let server: RecordingServer;
  beforeAll(async () => {
    server = await startRecordingServer();
    server.answer({ status: 201, body: { sid: 'SM1' } });
  });
  afterAll(() => server.close());

  /** The files that it loads in vain, by package. */
  async function needless(...imported: string[]): Promise<readonly string[]> {
    const script = fileURLToPath(new URL('../support/loaded-files.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, server.origin, ...imported],
      { env: { NODE_ENV: 'test' } },
    );
    const files = JSON.parse(stdout) as readonly string[];
    // So that a list that misses what is loaded is noticed.
    for (const needed of ['twilio/lib/rest/Twilio.js', 'undici/lib/dispatcher/client-h1.js']) {
      expect(files.filter((file) => file.endsWith(needed))).toHaveLength(1);
    }
    return files.filter(isNeedless);
  }

  it('loads of undici, class-validator and the SDK what it uses, and nothing of what it does not', async () => {
    expect(await needless()).toEqual([]);
  });

  it.each([
    'undici',
    'class-validator',
    'twilio',
    '@nestjs/microservices',
    'nestjs-twilio-auth/keys',
  ])('would be reported if it loaded %s as well', async (imported) => {
    expect(await needless(imported)).not.toEqual([]);
  });
});

function isNeedless(file: string): boolean {
  const [, name, path = ''] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(.*)/.exec(file) ?? [];
  if (name === undefined) return OUR_PARTS.test(file);
  return UNUSED.test(name) || NEEDED[name]?.test(path) === false;
}
