import { Module } from '@nestjs/common';
import { MessagesController } from './messages.controller.js';
import { SenderNumber } from './sender-number.js';

@Module({ controllers: [MessagesController], providers: [SenderNumber] })
export class MessagesModule {}
