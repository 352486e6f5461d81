import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { MessageLogModule } from '../messages/message-log.js';
import { SendInterceptor } from './sends/send.interceptor.js';
import { SendLog } from './sends/send-log.js';
import { WireTap } from './sends/wire-tap.js';
import { ActivityLog } from './state/activity-log.js';
import { Changes } from './state/changes.js';
import { PageStateService } from './state/page-state.js';
import { StateController } from './state/state.controller.js';
import { TokenLog } from './state/token-log.js';
import { Inspections } from './webhooks/inspections.js';
import { WebhookCounts } from './webhooks/webhook-counts.js';

/**
 * The page, which only demonstrates. Whoever copies the sample deletes this folder, `emulator` and
 * `public`: the rest imports nothing of them.
 */
@Module({
  imports: [MessageLogModule],
  controllers: [StateController],
  providers: [
    Changes,
    TokenLog,
    SendLog,
    WireTap,
    { provide: APP_INTERCEPTOR, useClass: SendInterceptor },
    Inspections,
    WebhookCounts,
    ActivityLog,
    PageStateService,
  ],
  exports: [Changes, PageStateService],
})
export class PageModule {}
