import { MetadataScanner, type DiscoveryService } from '@nestjs/core';
import type { WebhookRoute } from '../../core/policy/rule.js';
import { webhookOptionsOf } from './webhook-metadata.js';

/** Where `@Get()`, `@Post()` and the like leave the path of a handler. */
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
  const { verify = true, ...rest } = options;
  return [{ handler: `${controller.name}.${method}()`, verify, ...rest }];
}
