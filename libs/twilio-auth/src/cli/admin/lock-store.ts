import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { TokenStore } from '../../core/config/token-store.js';
import { RedisTokenStore } from '../../redis/redis-token-store.js';
import { UsageError } from '../usage.js';

/** A store for the lock of a run, with a connection of its own. */
interface LockStore {
  readonly store: TokenStore;
  readonly close: () => void;
}

const CONNECT_LIMIT_MS = 5_000;

/**
 * Connects to Redis with the client that is installed where the command runs, `ioredis` or `redis`.
 *
 * @throws {UsageError} where neither is installed, or there is no Redis. The URL may hold a password.
 */
export async function openLockStore(url: string): Promise<LockStore> {
  const require = createRequire(resolve('package.json'));
  try {
    return (await withIoredis(require, url)) ?? (await withRedis(require, url)) ?? notInstalled();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = 'no connection' } = error as NodeJS.ErrnoException;
    throw new UsageError(`The Redis of TWILIO_ADMIN_REDIS_URL cannot be reached (${code}).`);
  }
}

async function withIoredis(require: NodeJS.Require, url: string): Promise<LockStore | undefined> {
  const library = load<IoredisLibrary>(require, 'ioredis');
  if (library === undefined) return undefined;
  const client = new library.Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_LIMIT_MS,
    maxRetriesPerRequest: 1,
  });
  client.on('error', () => undefined);
  const close = (): void => client.disconnect();
  await client.connect().catch((error: unknown) => {
    close();
    throw error;
  });
  return { store: new RedisTokenStore(client as never), close };
}

async function withRedis(require: NodeJS.Require, url: string): Promise<LockStore | undefined> {
  const library = load<RedisLibrary>(require, 'redis');
  if (library === undefined) return undefined;
  const socket = { connectTimeout: CONNECT_LIMIT_MS, reconnectStrategy: false } as const;
  const client = library.createClient({ url, socket });
  client.on('error', () => undefined);
  await client.connect();
  return { store: new RedisTokenStore(client as never), close: () => client.destroy() };
}

function load<T>(require: NodeJS.Require, name: string): T | undefined {
  try {
    return require(name) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function notInstalled(): never {
  throw new UsageError(
    'TWILIO_ADMIN_REDIS_URL needs the package ioredis or redis, and neither is installed here.',
  );
}

/** What is used of either library; a command line depends on neither. */
interface IoredisLibrary {
  readonly Redis: new (
    url: string,
    options: object,
  ) => {
    on(event: 'error', listener: () => void): unknown;
    connect(): Promise<void>;
    disconnect(): void;
  };
}

interface RedisLibrary {
  createClient(options: object): {
    on(event: 'error', listener: () => void): unknown;
    connect(): Promise<unknown>;
    destroy(): void;
  };
}
