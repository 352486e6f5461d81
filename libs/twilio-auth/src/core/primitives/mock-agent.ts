/** Where every version of undici keeps the dispatcher of `setGlobalDispatcher()`. */
const GLOBAL_DISPATCHER = Symbol.for('undici.globalDispatcher.1');

/** What sends a request, as undici has it. */
export interface Dispatches {
  dispatch(options: object, handler: object): boolean;
}

/** The `MockAgent` that a test has made the global dispatcher of undici, or of Node's `fetch`. */
export function globalMockAgent(): Dispatches | undefined {
  const dispatcher: unknown = Reflect.get(globalThis, GLOBAL_DISPATCHER);
  return isMockAgent(dispatcher) ? dispatcher : undefined;
}

/** By its functions: it may be of another copy of undici. */
function isMockAgent(value: unknown): value is Dispatches {
  if (typeof value !== 'object' || value === null || !('dispatch' in value)) return false;
  return 'disableNetConnect' in value && 'assertNoPendingInterceptors' in value;
}
