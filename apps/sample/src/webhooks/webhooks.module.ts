import { Module, type DynamicModule } from '@nestjs/common';
import { MessageLogModule } from '../messages/message-log.js';
import { WebhooksOffController } from './webhooks-off.controller.js';
import { WebhooksController } from './webhooks.controller.js';

/** Where the library finds a key that verifies webhooks; each name may end in `_FILE`. */
const KEY = /^TWILIO_(WEBHOOK_SIGNING_KEYS|WEBHOOK_SHARED_KEYS|AUTH_TOKEN)(_FILE)?$/;

/** What Twilio calls. */
@Module({ imports: [MessageLogModule] })
export class WebhooksModule {
  /**
   * A route that verifies webhooks does not start without a key, and an OAuth app or an API key has
   * none. The sample then runs without these routes, so that sending can be tried on its own.
   */
  static fromEnvironment(): DynamicModule {
    const hasKey = Object.entries(process.env).some(
      ([name, value]) => KEY.test(name) && value?.trim(),
    );
    const controllers = [hasKey ? WebhooksController : WebhooksOffController];
    return { module: WebhooksModule, controllers };
  }
}
