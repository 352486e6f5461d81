import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import type { TwilioAuthMethod } from '../../core/config/auth-options.js';
import { REQUIRED_METHODS, TwilioMethodGuard } from './twilio-method.guard.js';

/**
 * Lets a handler, or every handler of a controller, run only while its account authenticates in
 * one of these ways; otherwise the answer is 503 with `TWILIO_AUTH_POLICY_VIOLATION`. The
 * decorator binds {@link TwilioMethodGuard} itself, so a decorated handler is never open.
 *
 * @example
 * import { Controller, Delete } from '@nestjs/common';
 * import { RequireTwilioAuth } from 'nestjs-twilio-auth';
 *
 * @Controller('recordings')
 * export class RecordingsController {
 *   @Delete()
 *   @RequireTwilioAuth('oauth', 'api-key')
 *   purge() {}
 * }
 */
export const RequireTwilioAuth = (
  ...methods: readonly TwilioAuthMethod[]
): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(REQUIRED_METHODS, methods), UseGuards(TwilioMethodGuard));
