import { Module } from '@nestjs/common';
import { MessageLogModule } from './message-log.js';
import { MessagesController } from './messages.controller.js';
import { SenderNumber } from './sender-number.js';

@Module({
  imports: [MessageLogModule],
  controllers: [MessagesController],
  providers: [SenderNumber],
})
export class MessagesModule {}
