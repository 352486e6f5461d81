import { createHmac, randomBytes } from 'node:crypto';
import type { EmulatorClock } from '../protocol/clock.js';
import { newSid } from '../protocol/sid.js';

/** A token that was issued: what it may do and until when (epoch milliseconds). */
export interface AccessToken {
  readonly clientId: string;
  readonly accountSid: string;
  /** `undefined`: everything that the app may do. */
  readonly scope: readonly string[] | undefined;
  readonly expiresAt: number;
}

/**
 * The tokens that were issued. A token is a JWT with `exp`, because the helper libraries read it,
 * but it is valid only while it is listed here.
 * @see https://www.twilio.com/docs/iam/oauth-apps/oauth-access-token
 */
export class AccessTokens {
  readonly #clock: EmulatorClock;
  readonly #signingKey = randomBytes(32);
  readonly #tokens = new Map<string, AccessToken>();
  #sweepAt = 1_000;

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
  }

  /** A new token; older ones of the same app stay valid. */
  issue(grant: Omit<AccessToken, 'expiresAt'>, lifetimeSeconds: number): string {
    const now = this.#clock.now();
    this.#sweep(now);
    const iat = Math.floor(now / 1000);
    const claims = {
      iss: 'twilio-auth-emulator',
      sub: grant.clientId,
      scope: grant.scope?.join(' '),
      iat,
      exp: iat + lifetimeSeconds,
      jti: newSid('JT'),
    };
    const token = this.#sign(claims);
    this.#tokens.set(token, { ...grant, expiresAt: now + lifetimeSeconds * 1000 });
    return token;
  }

  /** The record of a valid token; `undefined` for an unknown, expired or revoked one. */
  find(token: string): AccessToken | undefined {
    const record = this.#tokens.get(token);
    return record === undefined || record.expiresAt <= this.#clock.now() ? undefined : record;
  }

  /** Revokes one token; returns whether it existed. */
  revoke(token: string): boolean {
    return this.#tokens.delete(token);
  }

  /** Revokes every token of one app, or of all apps; returns how many there were. */
  revokeAll(clientId?: string): number {
    const before = this.#tokens.size;
    for (const [token, record] of this.#tokens) {
      if (clientId === undefined || record.clientId === clientId) this.#tokens.delete(token);
    }
    return before - this.#tokens.size;
  }

  #sign(claims: Record<string, unknown>): string {
    const part = (value: unknown): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
    return `${head}.${createHmac('sha256', this.#signingKey).update(head).digest('base64url')}`;
  }

  /** Removes expired tokens, so that a client that fetches one per call does not fill the memory. */
  #sweep(now: number): void {
    if (this.#tokens.size < this.#sweepAt) return;
    for (const [token, record] of this.#tokens) {
      if (record.expiresAt <= now) this.#tokens.delete(token);
    }
    this.#sweepAt = Math.max(1_000, this.#tokens.size * 2);
  }
}
