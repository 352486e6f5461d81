import { notATokenStore } from '../core/config/token-store.js';
import { TwilioAuthConfigError } from '../core/errors/config.error.js';

/** The five commands that sharing a token takes, whichever client library sends them. */
export interface RedisCommands {
  get(key: string): Promise<string | null>;
  /** `SET key value PX ttlMs` */
  set(key: string, value: string, ttlMs: number): Promise<unknown>;
  /** `SET key value NX PX ttlMs`; whether it was set. */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>;
  delete(key: string): Promise<unknown>;
  /** Deletes the key if it still holds this value, in one step. */
  deleteIfEqual(key: string, value: string): Promise<unknown>;
}

/** What we use of an `ioredis` client or cluster. */
export interface IoRedisClient {
  get(key: string): Promise<unknown>;
  set(key: string, value: string, px: 'PX', ttlMs: number): Promise<unknown>;
  set(key: string, value: string, px: 'PX', ttlMs: number, nx: 'NX'): Promise<unknown>;
  del(key: string): Promise<unknown>;
  eval(script: string, keyCount: number, key: string, argument: string): Promise<unknown>;
  defineCommand(name: string, definition: never): unknown;
}

/** What we use of a `redis` (node-redis, version 4 or later) client, cluster or pool. */
export interface NodeRedisClient {
  readonly isOpen: boolean;
  get(key: string): Promise<unknown>;
  set(key: string, value: string, options: { PX: number; NX?: true }): Promise<unknown>;
  del(key: string): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/**
 * The commands of a client, recognised by its shape: neither library is imported, and any
 * version of each works.
 *
 * @throws TwilioAuthConfigError `TWILIO_AUTH_CONFIG_INVALID`
 */
export function commandsOf(client: unknown): RedisCommands {
  if (typeof client === 'object' && client !== null && !isLegacy(client)) {
    if (isIoRedis(client)) return ioRedisCommands(client);
    if (isNodeRedis(client)) return nodeRedisCommands(client);
  }
  const { found, remedy } = notAClient(client);
  throw new TwilioAuthConfigError([
    {
      path: 'oauth.tokenStore',
      expected: `RedisTokenStore needs a client of \`ioredis\` or of \`redis\` 4 or later${found}`,
      remedy,
    },
  ]);
}

function notAClient(client: unknown): { found: string; remedy: string } {
  if (typeof client === 'object' && client !== null && isLegacy(client)) {
    return {
      found: ', found a client of `redis` whose commands take callbacks (legacyMode)',
      remedy: 'Give it a client of its own without `legacyMode`, or the one before `.legacy()`.',
    };
  }
  const other = notATokenStore(client);
  return other?.found === 'a cache of cache-manager'
    ? { found: `, found ${other.found}`, remedy: `${other.remedy} It needs no RedisTokenStore.` }
    : {
        found: '',
        remedy: 'Give it `new Redis(…)` from ioredis, or what `createClient(…)` of redis returns.',
      };
}

/**
 * `createClient({ legacyMode: true })` of redis 4, or what `.legacy()` of redis 5 and later returns: it
 * has no state of its own. Not by the name of its class, which changes in a minified bundle.
 */
function isLegacy(client: object): boolean {
  const { options } = client as { options?: { legacyMode?: unknown } };
  if (options?.legacyMode === true) return true;
  return 'sendCommand' in client && !isIoRedis(client) && !isNodeRedis(client);
}

function isIoRedis(client: object): client is IoRedisClient {
  return 'defineCommand' in client && typeof client.defineCommand === 'function';
}

function isNodeRedis(client: object): client is NodeRedisClient {
  return 'isOpen' in client && typeof client.isOpen === 'boolean';
}

/** Compare and delete in one step: a lock that has expired may have a new owner by now. */
const DELETE_IF_EQUAL =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/**
 * A reply as text. A client may be set up to give Buffers, such as one of redis with a type
 * mapping. Any other reply is an error, so that it is reported instead of read as "no token".
 */
function textOf(reply: unknown): string | null {
  if (reply === null || reply === undefined) return null;
  if (typeof reply === 'string') return reply;
  if (reply instanceof Uint8Array) return Buffer.from(reply).toString('utf8');
  throw new TypeError('The Redis client replied with something other than text.');
}

/** `ioredis` takes options as further arguments. */
function ioRedisCommands(client: IoRedisClient): RedisCommands {
  return {
    get: async (key) => textOf(await client.get(key)),
    set: (key, value, ttlMs) => client.set(key, value, 'PX', ttlMs),
    setIfAbsent: async (key, value, ttlMs) =>
      textOf(await client.set(key, value, 'PX', ttlMs, 'NX')) === 'OK',
    delete: (key) => client.del(key),
    deleteIfEqual: (key, value) => client.eval(DELETE_IF_EQUAL, 1, key, value),
  };
}

/** `redis` takes options as an object. */
function nodeRedisCommands(client: NodeRedisClient): RedisCommands {
  return {
    get: async (key) => textOf(await client.get(key)),
    set: (key, value, ttlMs) => client.set(key, value, { PX: ttlMs }),
    setIfAbsent: async (key, value, ttlMs) =>
      textOf(await client.set(key, value, { PX: ttlMs, NX: true })) === 'OK',
    delete: (key) => client.del(key),
    deleteIfEqual: (key, value) =>
      client.eval(DELETE_IF_EQUAL, { keys: [key], arguments: [value] }),
  };
}
