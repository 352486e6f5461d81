import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBearer } from '../auth/basic.js';
import { isLoopbackHost } from '../protocol/host.js';
import { sameSecret } from '../protocol/sid.js';

/**
 * The control routes give access to every account. Without a control token only this machine may use
 * them: checked are the address of the client, the `Host` header (a web page could resolve its own
 * name to 127.0.0.1) and, from a browser, the origin of the page. With a token every request needs
 * it, from wherever it comes, and a page must be the emulator's own.
 */
export function checkAccess(token: string | undefined) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    if (token === undefined) {
      if (isLocal(request)) done();
      else refuse(reply, 403, `The control routes are for this machine only. ${HINT}`);
      return;
    }
    const given = readBearer(request.headers.authorization ?? '');
    if (given === undefined || !sameSecret(given, token)) {
      void reply.header('www-authenticate', 'Bearer');
      refuse(reply, 401, 'The control token is needed: "Authorization: Bearer <control token>".');
    } else if (isOwnOrigin(request)) done();
    else refuse(reply, 403, 'Pages of other origins may not use the control routes.');
  };
}

const HINT = 'Start the emulator with a control token to open them to others.';

/** Whether a request comes from this machine, and not from a web page of another one. */
export function isLocal({ headers: { host, origin }, socket }: FastifyRequest): boolean {
  return (
    /^(?:127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '') &&
    isLoopbackHost(host) &&
    (origin === undefined || isLoopbackHost(origin.replace(/^https?:\/\//, '')))
  );
}

function isOwnOrigin({ headers: { host, origin } }: FastifyRequest): boolean {
  return origin === undefined || origin.replace(/^https?:\/\//, '') === host;
}

function refuse(reply: FastifyReply, status: number, error: string): void {
  void reply.code(status).send({ error });
}
