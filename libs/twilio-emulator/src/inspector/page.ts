import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readHost } from '../protocol/host.js';

/** Where the page's own files are; it loads nothing else. */
const PAGE_PREFIX = '/__emulator/page/';

/** Names that cannot lead out of the folder. */
const FILE = /^(?:favicon\.svg|(?:script|style)\/[a-z-]+\.(?:css|js))$/;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page loads nothing from other hosts, and no inline script runs. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** The files of the page. They contain no data, so that they need no token. */
export function addPageFiles(app: FastifyInstance): void {
  app.get<{ Params: { '*': string } }>(`${PAGE_PREFIX}*`, ({ params }, reply) => {
    const file = params['*'];
    if (!FILE.test(file) || !existsSync(join(publicFolder(), file))) {
      return reply.code(404).send({ error: 'There is no such file.' });
    }
    return sendFile(reply, file);
  });
}

/** Whether somebody opens the emulator's address in a browser. An API client asks for JSON, or for anything. */
export function isPageRequest({ method, url, headers }: FastifyRequest): boolean {
  const { accept = '', host } = headers;
  return (
    method === 'GET' &&
    /^\/(?:\?|$)/.test(url) &&
    accept.includes('text/html') &&
    readHost(host).product === undefined
  );
}

export function sendPage(reply: FastifyReply): FastifyReply {
  return sendFile(reply, 'index.html');
}

function sendFile(reply: FastifyReply, file: string): FastifyReply {
  return reply
    .headers({ ...HEADERS, 'content-type': TYPES[extname(file)] ?? '' })
    .send(readFileSync(join(publicFolder(), file)));
}

/**
 * The folder `public` of the package: above the sources, the build and the published files.
 * @throws {Error} if the emulator was bundled without it.
 */
function publicFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'public/index.html'))) {
    if (folder === dirname(folder))
      throw new Error('The files of the inspector are not installed.');
    folder = dirname(folder);
  }
  return join(folder, 'public');
}
