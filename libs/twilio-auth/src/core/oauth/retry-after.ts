import type { Clock } from '../primitives/clock.js';
import { bodyObject } from './answer-body.js';
import type { TokenResponse } from './send.js';

/**
 * How long the endpoint asked to be left alone, in milliseconds: `Retry-After` in seconds or as
 * a date (RFC 9110, section 10.2.3), else Twilio's `throttled_until` in the body.
 */
export function retryAfterMs(response: TokenResponse, clock: Clock): number | undefined {
  const header = first(response.headers['retry-after'])?.trim();
  if (header !== undefined && /^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000;
  const until = moment(header) ?? moment(bodyObject(response)?.['throttled_until']);
  if (until === undefined) return undefined;
  // The moment was read from the server's clock, so it is compared with the server's clock.
  const now = moment(first(response.headers['date'])) ?? clock.wallMs();
  return Math.max(0, until - now);
}

function moment(value: unknown): number | undefined {
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
