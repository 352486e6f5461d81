import { withWildcards } from 'twilio-permissions';
import { created, noContent, ok } from '../protocol/answer.js';
import type { Answer } from '../protocol/answer.js';
import { isRecord } from '../protocol/checks.js';
import { iso8601 } from '../protocol/formats.js';
import { notEmulated } from '../protocol/not-emulated.js';
import { newClientSecret, newSid } from '../protocol/sid.js';
import { invalid, notFound } from '../protocol/twilio-error.js';
import {
  MAX_GRACE_SECONDS,
  MAX_TTL_SECONDS,
  MIN_TTL_SECONDS,
  rotateSecret,
  type OAuthApp,
} from '../state/oauth-app.js';
import { checkNoOther, checkPermissions } from './key-fields.js';
import type { ApiCall, ApiRoute } from './route.js';

const ALL = '/v1/Account/OAuthApps';
const ONE = `${ALL}/{Sid}`;
const TYPE = 'Client Credential';
// Twilio's pages do not say whether a standard key may do this. An app can be given every
// permission, so it may not. The fields of a JSON body are checked here.
const SHARED = { product: 'iam', access: { fullAccessOnly: true }, parameters: [] } as const;

/**
 * OAuth apps of an account. The list is not in Twilio's specification, and not emulated.
 * @see https://www.twilio.com/docs/iam/oauth-apps/account-oauth-apps-resource
 */
export const oauthAppRoutes: readonly ApiRoute[] = [
  { ...SHARED, verb: 'POST', path: ALL, handle: create },
  { ...SHARED, verb: 'GET', path: ONE, handle: (call) => ok(render(find(call))) },
  { ...SHARED, verb: 'PUT', path: ONE, handle: update },
  { ...SHARED, verb: 'DELETE', path: ONE, handle: remove },
  { ...SHARED, verb: 'POST', path: `${ONE}/secret`, handle: rotate },
];

function create(call: ApiCall): Answer {
  const { state, account, region, validFrom } = call;
  if (region !== 'us1') throw invalid(70001, 'OAuth apps exist in the us1 Region only.');
  const fields = readFields(call);
  const notHonoured = unknownField(fields);
  if (notHonoured !== undefined) return notHonouredAnswer(call, notHonoured);
  const secret = newClientSecret();
  const app: OAuthApp = {
    clientId: newSid('OQ'),
    accountSid: account.sid,
    secrets: [{ value: secret, validFrom: validFrom(), expiresAt: undefined }],
    createdAt: state.clock.now(),
    friendlyName: '',
    description: '',
    allow: [],
    deny: [],
    accessTokenTtlSeconds: 3600,
    ...changesIn(fields),
  };
  state.oauthApps.set(app.clientId, app);
  return created({ ...render(app), secret });
}

function update(call: ApiCall): Answer {
  const app = find(call);
  const fields = readFields(call);
  const notHonoured = unknownField(fields);
  if (notHonoured !== undefined) return notHonouredAnswer(call, notHonoured);
  return ok(render(Object.assign(app, changesIn(fields))));
}

/**
 * A new secret, while the previous one stays valid for the grace; the one before that ends at once.
 *
 * Twilio's specification names this resource without a method, a field or an answer, and its page
 * says that the grace is 0 to 30 days. The method is POST here, the grace a number of seconds, and the
 * answer that of a creation: what the real one takes is not confirmed.
 */
function rotate(call: ApiCall): Answer {
  const app = find(call);
  const { grace_period: grace, ...others } = readFields(call);
  const [notHonoured] = Object.keys(others);
  if (notHonoured !== undefined) return notHonouredAnswer(call, notHonoured);
  if (!Number.isInteger(grace) || Number(grace) < 0 || Number(grace) > MAX_GRACE_SECONDS) {
    throw invalid(70001, `grace_period must be 0 to ${MAX_GRACE_SECONDS} seconds.`);
  }
  const { clock, tokens } = call.state;
  const secret = rotateSecret(app, call.validFrom(), clock.now() + Number(grace) * 1000);
  // A leaked secret is rotated without grace, which ends the tokens as well.
  if (grace === 0) tokens.revokeAll(app.clientId);
  return created({ ...render(app), secret });
}

/** Its secrets and its tokens stop working at once. */
function remove(call: ApiCall): Answer {
  const { clientId } = find(call);
  call.state.oauthApps.delete(clientId);
  call.state.tokens.revokeAll(clientId);
  return noContent();
}

function find({ state, account, params, url }: ApiCall): OAuthApp {
  const app = state.oauthApps.get(params['Sid'] ?? '');
  if (app?.accountSid !== account.sid) throw notFound(url);
  return app;
}

const KNOWN = ['type', 'friendly_name', 'description', 'policy', 'access_token_ttl'];

function readFields({ body }: ApiCall): Readonly<Record<string, unknown>> {
  let fields: unknown;
  try {
    fields = JSON.parse(body);
  } catch {
    fields = undefined;
  }
  if (!isRecord(fields)) throw invalid(70001, 'The body must be a JSON object.');
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

function unknownField(fields: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(fields).find((name) => !KNOWN.includes(name));
}

function notHonouredAnswer({ url }: ApiCall, name: string): Answer {
  return notEmulated('the field', `"${name}" of `, url);
}

type Changes = Partial<
  Pick<OAuthApp, 'friendlyName' | 'description' | 'allow' | 'deny' | 'accessTokenTtlSeconds'>
>;

/** What a body says of an app; what it leaves out stays as it is. */
function changesIn({
  type,
  friendly_name: friendlyName,
  description,
  policy,
  access_token_ttl: ttl,
}: Readonly<Record<string, unknown>>): Changes {
  if (type !== undefined && type !== TYPE) throw invalid(70001, `type must be "${TYPE}".`);
  return {
    ...(friendlyName !== undefined && { friendlyName: text('friendly_name', friendlyName) }),
    ...(description !== undefined && { description: text('description', description) }),
    ...(policy !== undefined && readPolicy(policy)),
    ...(ttl !== undefined && { accessTokenTtlSeconds: readTtl(ttl) }),
  };
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') throw invalid(70001, `${name} must be a string.`);
  return value;
}

/** A policy is replaced as a whole. */
function readPolicy(policy: unknown): Changes {
  if (!isRecord(policy)) throw invalid(70001, 'policy must be an object of allow and deny.');
  const { allow = [], deny = [], ...others } = policy;
  checkNoOther(others);
  return { allow: checkPermissions('allow', allow), deny: checkPermissions('deny', deny) };
}

function readTtl(seconds: unknown): number {
  const isInRange =
    Number.isInteger(seconds) &&
    Number(seconds) >= MIN_TTL_SECONDS &&
    Number(seconds) <= MAX_TTL_SECONDS;
  if (isInRange) return Number(seconds);
  throw invalid(
    70001,
    `access_token_ttl must be ${MIN_TTL_SECONDS} to ${MAX_TTL_SECONDS} seconds.`,
  );
}

function render(app: OAuthApp): Record<string, unknown> {
  return {
    type: TYPE,
    sid: app.clientId,
    friendly_name: app.friendlyName,
    description: app.description,
    date_created: iso8601(app.createdAt),
    created_by: app.accountSid,
    status: 'ACTIVE',
    policy: { allow: withWildcards(app.allow), deny: withWildcards(app.deny) },
    access_token_ttl: app.accessTokenTtlSeconds,
  };
}
