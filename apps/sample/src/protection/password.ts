import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SettingError } from '../start/environment.js';

/** Twilio signs its webhooks, and load balancers have no password. */
const OPEN = ['/webhooks/sms', '/webhooks/status', '/health'];

const MIN_LENGTH = 16;

/**
 * Asks for the password of SAMPLE_PASSWORD, with any user name: whoever can reach this application
 * could otherwise send messages at your cost. Replace it with the sign-in of your users.
 */
export function requirePassword(
  password: string,
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  const expected = digest(password);
  return ({ url = '', headers }, response, next) => {
    const isOpen = OPEN.includes(url.replace(/\?.*$/s, ''));
    if (isOpen || timingSafeEqual(digest(passwordIn(headers.authorization)), expected)) {
      next();
      return;
    }
    response.statusCode = 401;
    response.setHeader('www-authenticate', 'Basic realm="Twilio sample", charset="UTF-8"');
    response.end();
  };
}

/** The password for production, which does not start without one. */
export function readPassword(): string {
  const password = process.env['SAMPLE_PASSWORD']?.trim() ?? '';
  if (password.length >= MIN_LENGTH) return password;
  throw new SettingError(
    `In production everybody who reaches the sample could send messages: set SAMPLE_PASSWORD to at least ${MIN_LENGTH} characters. On a development machine set NODE_ENV=development.`,
  );
}

function passwordIn(authorization = ''): string {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(authorization)?.[1] ?? '';
  const userAndPassword = Buffer.from(encoded, 'base64').toString();
  const colon = userAndPassword.indexOf(':');
  return colon === -1 ? '' : userAndPassword.slice(colon + 1);
}

/** Of equal length, so that the comparison takes the same time for every password. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
