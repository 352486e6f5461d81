/**
 * What the samples in our documents may use without an import, besides the exports of the main
 * entry point: common names of Nest, and a few names of an example application. A sample that
 * needs more imports it.
 */
export {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Injectable,
  Logger,
  Module,
  Param,
  Post,
  Query,
  Req,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
export { ConfigModule, ConfigService } from '@nestjs/config';
export { NestFactory } from '@nestjs/core';
export { Test } from '@nestjs/testing';
export { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
export { Redis } from 'ioredis';
export { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The application of the reader. */
export declare class AppModule {}
/** A running application, from `NestFactory.create()`. */
export declare const app: import('@nestjs/common').INestApplication;
/** The injected client; see `TwilioClient`. */
export declare const twilio: import('twilio').Twilio;
/** A running emulator, from `TwilioEmulator.start()`. */
export declare const emulator: import('twilio-auth-emulator').TwilioEmulator;
/** What the application does when Twilio throttles it. */
export declare function retryLater(afterMs?: number): void;
