import type { LoggedRequest } from '../log/request-log.js';

/**
 * One request in one line, for people who watch the output:
 * `12:30:00 401 70051 POST /2010-04-01/Accounts/AC…/Messages.json, Restricted key SK…, 3 ms`
 */
export function requestLine(request: LoggedRequest): string {
  const { at, status = 'cut off', code, method, host, path, durationMs } = request;
  const verdict = code === undefined ? String(status) : `${status} ${code}`;
  const where = host.endsWith('.twilio.com') ? host + path : path;
  const took = durationMs === undefined ? '' : `, ${Math.round(durationMs)} ms`;
  return `${at.slice(11, 19)} ${verdict} ${method} ${printable(where)}, ${credential(request)}${took}\n`;
}

function credential({ credential: { kind, sid, name }, params }: LoggedRequest): string {
  // A token request has its client id and secret among the parameters.
  if (kind === 'none') return clientOf(params['client_id']);
  const known = [name ?? (kind === 'unknown' ? 'unknown credential' : kind), sid];
  const isRejected = name === undefined && kind !== 'unknown';
  return printable(known.filter(Boolean).join(' ') + (isRejected ? ', not accepted' : ''));
}

/** Nothing but a client id is shown: with the variables mixed up, it is the secret. */
function clientOf(clientId: string | readonly string[] | undefined): string {
  if (typeof clientId !== 'string') return 'no credential';
  return /^OQ[0-9a-f]{1,32}$/i.test(clientId) ? `client ${clientId}` : 'unknown client';
}

/** A key's name or a path may have anything in it, line breaks and terminal codes too. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, '?');
}
