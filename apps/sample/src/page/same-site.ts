import { ForbiddenException } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Refuses what another web site makes a browser send here: a page elsewhere could otherwise post
 * a form to this machine and send messages. Browsers say where a request comes from; Twilio and
 * curl are no browsers and do not.
 */
export function refuseOtherSites(
  { method, headers }: IncomingMessage,
  _response: ServerResponse,
  next: () => void,
): void {
  const site = headers['sec-fetch-site'];
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ForbiddenException('Another web site sent this.');
  }
  next();
}
