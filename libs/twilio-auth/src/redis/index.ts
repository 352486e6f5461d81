export { RedisTokenStore } from './redis-token-store.js';
export type { RedisTokenStoreOptions } from './redis-token-store.js';
export type { IoRedisClient } from './ioredis-commands.js';
export type { NodeRedisClient } from './node-redis-commands.js';
