import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { MessageLogModule } from '../messages/message-log.js';
import { ProductionController } from './production/production.controller.js';
import { ProductionRehearsal } from './production/rehearsal.js';
import { SendInterceptor } from './sends/send.interceptor.js';
import { SendLog } from './sends/send-log.js';
import { WireTap } from './sends/wire-tap.js';
import { ActivityLog } from './state/activity-log.js';
import { Changes } from './state/changes.js';
import { PageStateService } from './state/page-state.js';
import { StateController } from './state/state.controller.js';
import { TokenLog } from './state/token-log.js';
import { CaptureWebhook } from './webhooks/capture-webhook.middleware.js';
import { InspectionsController } from './webhooks/inspections.controller.js';
import { Inspections } from './webhooks/inspections.js';
import { WebhookCaptures } from './webhooks/webhook-captures.js';
import { WebhookCounts } from './webhooks/webhook-counts.js';

/**
 * The page, which only demonstrates. Whoever copies the sample deletes this folder, `emulator` and
 * `public`: the rest imports nothing of them.
 */
@Module({
  imports: [MessageLogModule],
  controllers: [StateController, InspectionsController, ProductionController],
  providers: [
    Changes,
    TokenLog,
    SendLog,
    WireTap,
    { provide: APP_INTERCEPTOR, useClass: SendInterceptor },
    Inspections,
    WebhookCounts,
    WebhookCaptures,
    ActivityLog,
    PageStateService,
    ProductionRehearsal,
  ],
  exports: [Changes, PageStateService],
})
export class PageModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(CaptureWebhook).forRoutes('webhooks/*path');
  }
}
