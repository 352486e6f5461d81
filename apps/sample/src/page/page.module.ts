import { Module } from '@nestjs/common';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { ActivityController } from './activity.controller.js';
import { ActivityFeed } from './activity-feed.js';

@Module({
  imports: [WebhooksModule],
  controllers: [ActivityController],
  providers: [ActivityFeed],
})
export class PageModule {}
