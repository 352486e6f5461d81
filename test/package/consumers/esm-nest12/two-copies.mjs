import 'reflect-metadata';
import { Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TwilioAuthModule } from 'nestjs-twilio-auth';
import { TwilioClient } from './other/node_modules/nestjs-twilio-auth/dist/esm/index.js';

class Alerts {}
Inject(TwilioClient)(Alerts, undefined, 0);

class AppModule {}
Module({ imports: [TwilioAuthModule.forRoot()], providers: [Alerts] })(AppModule);

const app = await NestFactory.createApplicationContext(AppModule);
await app.close();
