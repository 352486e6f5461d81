import type { IncomingMessage, ServerResponse } from 'node:http';

const NAME = 'session';
/** Scripts cannot read it, and no other site can make a browser send it. */
const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Strict';

export function readSession({ headers }: IncomingMessage): string | undefined {
  const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return cookies.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
}

export function writeSession(response: ServerResponse, value: string): void {
  response.setHeader('set-cookie', `${NAME}=${value}; ${ATTRIBUTES}`);
}

export function clearSession(response: ServerResponse): void {
  response.setHeader('set-cookie', `${NAME}=; ${ATTRIBUTES}; Max-Age=0`);
}
