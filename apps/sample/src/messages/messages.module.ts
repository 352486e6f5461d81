import { Module } from '@nestjs/common';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { MessagesController } from './messages.controller.js';
import { SenderNumber } from './sender-number.js';

@Module({
  imports: [WebhooksModule],
  controllers: [MessagesController],
  providers: [SenderNumber],
})
export class MessagesModule {}
