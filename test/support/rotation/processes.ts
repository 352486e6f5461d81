import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const manifest = createRequire(import.meta.url).resolve('nestjs-twilio-auth/package.json');
const ROOT = join(dirname(realpathSync(manifest)), '../..');

/** The command line as it is built. */
export const BUILT_CLI = join(ROOT, 'libs/twilio-auth/dist/esm/cli/main.js');

const sid = (prefix: string): string => `${prefix}${'ab12'.repeat(8)}`;
export const ACCOUNT_SID = sid('AC');
const MAIN_KEY = { type: 'main', sid: sid('SK'), secret: 'm'.repeat(32) } as const;

const AUTH_TOKEN = 'f00d'.repeat(8);
/** The OAuth app of the account. */
export const OAUTH_APP = {
  clientId: sid('OQ'),
  clientSecret: 'a-client-secret-'.repeat(4),
} as const;
/** What its applications begin with. */
export const FIRST_AUTH_TOKEN = AUTH_TOKEN;

type Variables = Readonly<Record<string, string>>;

/** What the administrator's command line gets. */
export const ADMIN_VARIABLES: Variables = {
  TWILIO_ADMIN_ACCOUNT_SID: ACCOUNT_SID,
  TWILIO_ADMIN_API_KEY: MAIN_KEY.sid,
  TWILIO_ADMIN_API_SECRET: MAIN_KEY.secret,
};

/** A process that a test ends. */
export interface Running {
  end(): Promise<void>;
}

/** An emulator as its own process, with one main key and one OAuth app, whose tokens live a minute. */
export async function startEmulatorProcess(folder: string): Promise<Running & { url: string }> {
  const seed = join(folder, 'seed.json');
  const phoneNumbers = [{ phoneNumber: '+15005550010' }];
  const oauthApps = [{ ...OAUTH_APP, accessTokenTtlSeconds: 60 }];
  const credentials = { authToken: AUTH_TOKEN, apiKeys: [MAIN_KEY], oauthApps };
  const account = { sid: ACCOUNT_SID, ...credentials, phoneNumbers };
  writeFileSync(seed, JSON.stringify({ accounts: [account] }));
  const file = join(ROOT, 'libs/twilio-emulator/dist/esm/cli/main.js');
  const args = [file, '--port', '0', '--quiet', '--random', '--seed', seed];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  return { url: line.trim(), end: () => endOf(child) };
}

/** The keys of the account, but for the administrator's own. */
export async function keySidsOf(url: string): Promise<readonly string[]> {
  const { keys } = (await get(`${url}/v1/Keys?AccountSid=${ACCOUNT_SID}`)) as {
    keys: readonly { sid: string }[];
  };
  return keys.map((key) => key.sid).filter((one) => one !== MAIN_KEY.sid);
}

/** How many messages the account has sent. */
export async function countMessages(url: string): Promise<number> {
  let next: string | null = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json?PageSize=1000`;
  let count = 0;
  while (next !== null) {
    const page = (await get(url + next)) as { messages: unknown[]; next_page_uri: string | null };
    count += page.messages.length;
    next = page.next_page_uri;
  }
  return count;
}

async function get(url: string): Promise<unknown> {
  const { sid: user, secret } = MAIN_KEY;
  const authorization = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
  const answer = await fetch(url, { headers: { authorization } });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return answer.json();
}

/** What an application has counted. */
export interface Counted {
  readonly calls: number;
  readonly failed: number;
  readonly firstError?: string;
}

/** An application as its own process. */
export interface CallingApp extends Running {
  /** Where it takes webhooks. */
  readonly url: string | undefined;
  counted(): Promise<Counted>;
  finish(): Promise<Counted>;
}

/** Starts an application that sends so many messages a second, with these variables. */
export async function startApp(
  url: string,
  rate: number,
  variables: Variables,
): Promise<CallingApp> {
  const child = fork(join(ROOT, 'test/support/rotation/calling-app.mjs'), [String(rate)], {
    env: { NODE_ENV: 'development', TWILIO_API_BASE_URL: url, ...variables },
  });
  const ask = async (word: string): Promise<Counted> => {
    child.send(word);
    return ((await once(child, 'message')) as [Counted])[0];
  };
  const [first] = await Promise.race([
    once(child, 'message') as Promise<[Counted & { url?: string }]>,
    failureOf(child),
  ]);
  return {
    url: first.url,
    counted: () => ask('count'),
    finish: () => ask('end'),
    end: () => endOf(child),
  };
}

async function failureOf(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`The application ended with exit code ${code}`);
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
