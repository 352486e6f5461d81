import { ForbiddenException } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Rejects requests that another web site makes a browser send: its page could otherwise post a form
 * to this machine and send messages. Browsers name the site of a request; Twilio and curl do not.
 */
export function rejectOtherSites(
  { method, headers }: IncomingMessage,
  _response: ServerResponse,
  next: () => void,
): void {
  const site = headers['sec-fetch-site'];
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ForbiddenException('Requests from another web site are not allowed.');
  }
  next();
}
