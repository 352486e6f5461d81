import { Module } from '@nestjs/common';
import { StatusLogModule } from '../webhooks/status-log.js';
import { ActivityController } from './activity.controller.js';
import { ActivityFeed } from './activity-feed.js';

@Module({
  imports: [StatusLogModule],
  controllers: [ActivityController],
  providers: [ActivityFeed],
})
export class PageModule {}
