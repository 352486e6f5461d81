import type { FastifyInstance } from 'fastify';
import { checkOf, flag, isRecord, listOf, text } from '../protocol/checks.js';
import type { Check } from '../protocol/checks.js';
import type { InboundCall, InboundMessage } from '../webhooks/inbound.js';
import { badRequest, checkedBody } from './bodies.js';
import type { ControlParts } from './control-parts.js';

/** Webhooks on demand. */
export function addWebhookRoutes(app: FastifyInstance, { webhooks }: ControlParts): void {
  app.post('/webhooks/inbound-message', (request) => {
    const message = checkedBody<InboundMessage>(request, MESSAGE, ['from', 'body']);
    return orBadRequest(() => webhooks.inboundMessage(message));
  });
  app.post('/webhooks/inbound-call', (request) => {
    const call = checkedBody<InboundCall>(request, INBOUND, ['from']);
    return orBadRequest(() => webhooks.inboundCall(call));
  });
}

const HTTP_URL = text('an http or https URL', /^https?:\/\/\S+$/);

const signWith = checkOf({}, (value, path, problems) => {
  const isSharedKey = isRecord(value) && typeof value['sharedKey'] === 'string';
  if (value !== 'primary' && value !== 'secondary' && !isSharedKey) {
    problems.push(`${path}: must be primary, secondary or { "sharedKey": "<name>" }`);
  }
});

const INBOUND: Readonly<Record<string, Check>> = {
  from: text('a phone number'),
  to: text('a phone number'),
  url: text('a URL'),
  account: text('an account SID'),
  method: text('GET or POST', /^(?:GET|POST)$/),
  format: text('form or json', /^(?:form|json)$/),
  signWith,
  signUserInfo: flag,
  target: HTTP_URL,
};

const MESSAGE = {
  ...INBOUND,
  body: text('a string', /^/),
  mediaUrls: listOf(HTTP_URL, 0, 10),
};

/** The webhooks throw a `TypeError` for what the caller can correct: an unknown account, no URL. */
async function orBadRequest<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof TypeError ? badRequest(error.message) : error;
  }
}
