import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { AccountHealth, HealthCheck } from '../core/health/health-check.js';
import { TWILIO_AUTH_HEALTH } from '../nest/tokens.js';

/** How closely {@link TwilioHealthIndicator} looks. */
export interface TwilioHealthOptions {
  /** Name of the account; default: the default one. */
  readonly account?: string;
  /** `true` tries the credential with the cheapest read it may make. Default: no API call. */
  readonly call?: boolean;
  /** Limit of that call in milliseconds. Default 5000. */
  readonly timeoutMs?: number;
}

const CALL_LIMIT_MS = 5000;

/**
 * Says whether this application can talk to Twilio, for `@nestjs/terminus`.
 *
 * - `up`: nothing is known to be wrong.
 * - `degraded`: calls succeed and will not for ever: the token cannot be renewed, the shared
 *   token store does not answer, or a policy exception ends within 14 days.
 * - `down`: there is no token, the policy refuses calls, or Twilio refused the credential.
 *
 * By default it spends no API call. The result names stable `reasons` and no identifier.
 * Terminus 11 knows no `degraded`: it gets `up` with `degraded: true`.
 *
 * @example
 * import { Controller, Get } from '@nestjs/common';
 * import { HealthCheck, HealthCheckService } from '@nestjs/terminus';
 * import { TwilioHealthIndicator } from 'nestjs-twilio-auth/terminus';
 *
 * @Controller('health')
 * export class HealthController {
 *   constructor(
 *     private readonly health: HealthCheckService,
 *     private readonly twilio: TwilioHealthIndicator,
 *   ) {}
 *
 *   @Get()
 *   @HealthCheck()
 *   check() {
 *     return this.health.check([() => this.twilio.isHealthy('twilio')]);
 *   }
 * }
 */
@Injectable()
export class TwilioHealthIndicator {
  readonly #results: HealthIndicatorService;
  readonly #health: HealthCheck;

  constructor(
    @Inject(HealthIndicatorService) results: HealthIndicatorService,
    @Inject(TWILIO_AUTH_HEALTH) health: HealthCheck,
  ) {
    this.#results = results;
    this.#health = health;
  }

  /** Never rejects: whatever is wrong is part of the result. */
  async isHealthy<const Key extends string>(
    key: Key,
    { account, call = false, timeoutMs = CALL_LIMIT_MS }: TwilioHealthOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    const callLimitMs = call ? timeoutMs : undefined;
    const health = await this.#health.check({ account, callLimitMs });
    const session = this.#results.check(key);
    const data = shown(health);
    if (health.status === 'up') return session.up(data);
    if (health.status === 'down') return session.down(data);
    return knowsDegraded(session)
      ? session.degraded(data)
      : session.up({ ...data, degraded: true });
  }
}

/** Terminus 12 does, 11 does not; its types say so only of the one that is installed. */
function knowsDegraded(session: object): boolean {
  return 'degraded' in session;
}

function shown(health: AccountHealth): Record<string, unknown> {
  const { account, enabled, method, tokenExpiresInSeconds, findings } = health;
  return {
    account,
    ...(enabled ? {} : { enabled }),
    ...(method === undefined ? {} : { method }),
    ...(tokenExpiresInSeconds === undefined ? {} : { tokenExpiresInSeconds }),
    ...(findings.length === 0
      ? {}
      : {
          reasons: findings.map(({ reason }) => reason),
          message: findings.map(({ message }) => message).join(' '),
        }),
  };
}
