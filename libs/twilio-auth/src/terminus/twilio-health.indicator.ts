import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { Runtime } from '../core/create-runtime.js';
import type { AccountHealth, HealthCheck } from '../core/health/health-check.js';
import { withoutUndefined } from '../core/primitives/without-undefined.js';
import { TWILIO_AUTH_RUNTIME } from '../nest/tokens.js';

/** Options of one health check. */
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
 * - `up`: no problem is known.
 * - `degraded`: calls still succeed, but the token cannot be refreshed, the shared token store
 *   fails (down, read-only or full), or a policy exception ends within 14 days.
 * - `down`: there is no token, the policy refuses calls, or Twilio refused the credential.
 *
 * By default it spends no API call. The result names stable `reasons` and no identifier.
 * Terminus 11 has no `degraded`, so there it is `up` with `degraded: true`.
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
    @Inject(TWILIO_AUTH_RUNTIME) { health }: Runtime,
  ) {
    this.#results = results;
    this.#health = health;
  }

  /** Never rejects: errors are part of the result. */
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
    return hasDegraded(session) ? session.degraded(data) : session.up({ ...data, degraded: true });
  }
}

/** Terminus 12 has it and 11 does not, and the types are those of the installed version. */
function hasDegraded(session: object): boolean {
  return 'degraded' in session;
}

function shown(health: AccountHealth): Record<string, unknown> {
  const { account, enabled, method, tokenExpiresInSeconds, findings } = health;
  const facts = withoutUndefined({
    account,
    enabled: enabled ? undefined : false,
    method,
    tokenExpiresInSeconds,
  });
  if (findings.length === 0) return facts;
  return {
    ...facts,
    reasons: findings.map(({ reason }) => reason),
    message: findings.map(({ message }) => message).join(' '),
  };
}
