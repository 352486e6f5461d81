import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost, MetadataScanner, type DiscoveryService } from '@nestjs/core';
import type { WebhookRoute } from '../../core/policy/rule.js';
import { withoutUndefined } from '../../core/primitives/without-undefined.js';
import { webhookOptionsOf } from '../handler-metadata.js';

/** The two methods with which Nest passes the `rawBody` option to an adapter. */
interface ParserRegistration {
  registerParserMiddleware?: (prefix: string | undefined, rawBody: boolean) => unknown;
  useBodyParser?: (type: unknown, rawBody: boolean, ...options: unknown[]) => unknown;
}

/**
 * Finds out whether the application keeps raw bodies. Nest passes the `rawBody` option only to
 * the HTTP adapter, when it registers the body parsers in `init()`: after every provider was
 * created and before the first `onModuleInit`. So this wraps the adapter's methods.
 */
@Injectable()
export class RawBodyProbe {
  #rawBody: boolean | undefined;

  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    this.#watch(host.httpAdapter);
    // A testing module gets its adapter after its providers; a standalone application never does.
    const { init$ }: Partial<HttpAdapterHost> = host; // which NestJS 10 does not have
    if (isMissing(host.httpAdapter)) init$?.subscribe(() => this.#watch(host.httpAdapter));
  }

  /** `undefined` until it is known, or when the application has its own parsers. */
  get rawBody(): boolean | undefined {
    return this.#rawBody;
  }

  #watch(adapter: ParserRegistration | null | undefined): void {
    if (isMissing(adapter)) return;
    const { registerParserMiddleware, useBodyParser } = adapter;
    if (registerParserMiddleware !== undefined) {
      adapter.registerParserMiddleware = (prefix, rawBody) => {
        this.#rawBody = rawBody;
        return registerParserMiddleware.call(adapter, prefix, rawBody);
      };
    }
    if (useBodyParser !== undefined) {
      adapter.useBodyParser = (type, rawBody, ...options) => {
        this.#rawBody = rawBody;
        return useBodyParser.call(adapter, type, rawBody, ...options);
      };
    }
  }
}

function isMissing(adapter: unknown): adapter is null | undefined {
  return adapter === null || adapter === undefined;
}

/** Where `@Get()`, `@Post()` and the like keep the path of a handler. */
const ROUTE_PATH = 'path';

/** Every route with `@TwilioWebhook()`, on its handler or on its controller. */
export function discoverWebhookRoutes(
  discovery: Pick<DiscoveryService, 'getControllers'>,
): WebhookRoute[] {
  const scanner = new MetadataScanner();
  return discovery.getControllers().flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const handlers = metatype.prototype as Readonly<Record<string, object>>;
    return scanner
      .getAllMethodNames(handlers)
      .flatMap((method) => routeOf(metatype, method, handlers[method]!));
  });
}

function routeOf(controller: Function, method: string, handler: object): WebhookRoute[] {
  if (!Reflect.hasMetadata(ROUTE_PATH, handler)) return [];
  const options = webhookOptionsOf(handler, controller);
  if (options === undefined) return [];
  const { account, baseUrl, url, verify = true } = options;
  const name = `${controller.name}.${method}()`;
  const isNamed = account === undefined || typeof account === 'string';
  const route = withoutUndefined({ account: isNamed ? account : undefined, baseUrl, url });
  return [{ handler: name, verify, accountVaries: !isNamed, ...route }];
}
