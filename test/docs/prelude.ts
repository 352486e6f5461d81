/**
 * What the samples of our documents may use without importing it: the names that every Nest
 * application knows and the few nouns of an imagined one, besides all that the main entry point
 * of the library exports. A sample that needs more says so with an import of its own.
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

/** The reader's own application. */
export declare class AppModule {}
/** An application that is up; `NestFactory.create()` gave it. */
export declare const app: import('@nestjs/common').INestApplication;
/** The injected client; see `TwilioClient`. */
export declare const twilio: import('twilio').Twilio;
/** An emulator that is up; `TwilioEmulator.start()` gave it. */
export declare const emulator: import('twilio-auth-emulator').TwilioEmulator;
/** What the reader's own code does when Twilio asks for patience. */
export declare function retryLater(afterMs?: number): void;
