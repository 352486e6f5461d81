import { Module } from '@nestjs/common';
import { StatusLog } from './status-log.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({ controllers: [WebhooksController], providers: [StatusLog], exports: [StatusLog] })
export class WebhooksModule {}
