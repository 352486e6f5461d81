import { Module } from '@nestjs/common';
import { StatusLogModule } from '../webhooks/status-log.js';
import { MessagesController } from './messages.controller.js';
import { SenderNumber } from './sender-number.js';

@Module({
  imports: [StatusLogModule],
  controllers: [MessagesController],
  providers: [SenderNumber],
})
export class MessagesModule {}
