import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TwilioExceptionFilter } from 'nestjs-twilio-auth';

@Module({ providers: [{ provide: APP_FILTER, useClass: TwilioExceptionFilter }] })
export class AppModule {}
