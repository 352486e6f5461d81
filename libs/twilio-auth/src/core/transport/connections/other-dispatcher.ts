import type { Dispatcher } from 'undici';
import type { HttpOptions } from '../../config/http-options.js';
import { globalMockAgent, type Dispatches } from '../../primitives/mock-agent.js';

/**
 * Finds what sends requests instead of our connections: the application's own dispatcher, or in a test
 * the global `MockAgent`. Asked for each request, since a test sets it when the application runs already.
 */
export function createDispatcherRule(
  { dispatcher }: HttpOptions,
  { isProduction }: { readonly isProduction: boolean },
): () => Dispatches | undefined {
  if (dispatcher !== undefined) return () => dispatcher;
  return isProduction ? () => undefined : globalMockAgent;
}

/** How undici 7 and later call a handler, and how 6 does. */
const CURRENT = 'onRequestStart onResponseStart onResponseData onResponseEnd onResponseError';
const LEGACY = 'onConnect onHeaders onData onComplete onError';

/** The dispatcher, with our handlers in both forms: nobody knows its version. */
export async function withAnyHandlers(dispatcher: Dispatches): Promise<Dispatcher> {
  const { default: UnwrapHandler } = await import('undici/lib/handler/unwrap-handler.js');
  const dispatch: Dispatches['dispatch'] = (options, handler) =>
    dispatcher.dispatch(options, {
      ...methodsOf(handler, CURRENT),
      ...methodsOf(UnwrapHandler.unwrap(handler), LEGACY),
    });
  return { dispatch } as unknown as Dispatcher;
}

function methodsOf(handler: object, names: string): object {
  const methods = handler as Readonly<Record<string, (...values: unknown[]) => unknown>>;
  return Object.fromEntries(
    names.split(' ').map((name) => [name, (...values: unknown[]) => methods[name]?.(...values)]),
  );
}
