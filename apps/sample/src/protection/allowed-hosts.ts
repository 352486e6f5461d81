import { ForbiddenException } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** How a browser on this machine reaches it. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Rejects requests for another host. Without it, a web site whose name is made to point to
 * 127.0.0.1 (DNS rebinding) is the same site as this application to a browser on this machine, and
 * can read its answers and send messages.
 */
export function allowHosts(
  names: readonly string[],
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  const allowed = new Set([...LOOPBACK, ...names.map((name) => name.toLowerCase())]);
  return ({ headers }, _response, next) => {
    const host = (headers.host ?? '').replace(/:\d*$/, '').toLowerCase();
    if (!allowed.has(host)) {
      throw new ForbiddenException(
        'This host is not allowed: add its name to ALLOWED_HOSTS, or use localhost.',
      );
    }
    next();
  };
}

/** The host that Twilio calls, and those of ALLOWED_HOSTS, separated by commas. */
export function allowedHosts(): readonly string[] {
  const { ALLOWED_HOSTS = '', TWILIO_WEBHOOK_BASE_URL: baseUrl = '' } = process.env as Record<
    string,
    string | undefined
  >;
  const named = ALLOWED_HOSTS.split(',').map((name) => name.trim());
  return [...named, URL.canParse(baseUrl) ? new URL(baseUrl).hostname : ''].filter(Boolean);
}
