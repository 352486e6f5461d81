/** The five commands that sharing a token takes, in the words of one client library. */
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

/** Compare and delete as one step: a lock that expired may belong to somebody else by now. */
export const DELETE_IF_EQUAL =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";
