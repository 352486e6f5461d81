import { MAX_PERMISSIONS_PER_KEY } from 'twilio-permissions';
import { PERMISSIONS, problemOfPermission } from '../protocol/permissions.js';
import {
  checkOf,
  isRecord,
  listOf,
  object,
  oneOf,
  recordOf,
  text,
  wholeNumber,
} from '../protocol/checks.js';
import type { Check, JsonSchema } from '../protocol/checks.js';
import { MAX_TTL_SECONDS, MIN_TTL_SECONDS } from './oauth-app.js';
import type { Seed } from './seed.js';

const SECRET = text('a non-empty string', /[\s\S]/);
const AUTH_TOKEN = text('an Auth Token (32 hexadecimal digits)', /^[0-9a-fA-F]{32}$/);
const NAME = text('a string');
const URL_OR_NOTHING = text('an http or https URL', /^$|^https?:\/\/\S+$/);
const REGION = text('a Region such as us1 or ie1', /^[a-z]{2}\d$/);

function sid(prefix: string, kind: string): Check {
  const pattern = new RegExp(`^${prefix}[0-9a-fA-F]{32}$`);
  return text(`${kind} (${prefix} and 32 hexadecimal digits)`, pattern);
}

/** Editors suggest what the emulated resources need; any other permission of Twilio is as good. */
const PERMISSION_SCHEMA = {
  anyOf: [{ enum: PERMISSIONS }, { type: 'string', pattern: '^/twilio/[^/]+/[^/]+/[^/]+$' }],
};

const permission = checkOf(PERMISSION_SCHEMA, (value, path, problems) => {
  if (typeof value !== 'string') problems.push(`${path}: must be the name of a permission`);
  else {
    const problem = problemOfPermission(value);
    if (problem !== undefined) problems.push(`${path}: ${problem}`);
  }
});
const permissions = listOf(permission, 1, MAX_PERMISSIONS_PER_KEY);

const apiKeyFields = object(
  {
    type: oneOf('main', 'standard', 'restricted'),
    sid: sid('SK', 'an API key SID'),
    secret: SECRET,
    friendlyName: text('a string of at most 64 characters', /^[\s\S]{0,64}$/),
    region: REGION,
    permissions,
  },
  ['type'],
);

const API_KEY_SCHEMA = {
  ...apiKeyFields.schema,
  if: { properties: { type: { const: 'restricted' } }, required: ['type'] },
  // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
  then: { properties: { region: { const: 'us1' } }, required: ['permissions'] },
  else: { properties: { permissions: false } },
};

/** A restricted key has permissions and exists in us1 only; the other types have none. */
const apiKey = checkOf(API_KEY_SCHEMA, (value, path, problems) => {
  apiKeyFields(value, path, problems);
  const { type, region = 'us1', permissions: given } = (value ?? {}) as Record<string, unknown>;
  if (type !== 'restricted') {
    if (given !== undefined) problems.push(`${path}.permissions: only for a restricted key`);
    return;
  }
  if (given === undefined) problems.push(`${path}.permissions: is missing for a restricted key`);
  if (region !== 'us1') problems.push(`${path}.region: restricted keys exist in us1 only`);
});

const oauthApp = object({
  clientId: sid('OQ', 'a client id'),
  clientSecret: SECRET,
  friendlyName: NAME,
  accessTokenTtlSeconds: wholeNumber(MIN_TTL_SECONDS, MAX_TTL_SECONDS),
  permissions,
  deniedPermissions: listOf(permission),
});

const subaccountFields: Readonly<Record<string, Check>> = {
  sid: sid('AC', 'an account SID'),
  friendlyName: NAME,
  clientValidation: oneOf('off', 'on', 'enforced'),
  status: oneOf('active', 'suspended', 'closed'),
  authToken: AUTH_TOKEN,
  secondaryAuthToken: AUTH_TOKEN,
  regionalAuthTokens: recordOf(AUTH_TOKEN),
  balance: text('a decimal number in a string, such as "12.50"', /^-?\d+(?:\.\d+)?$/),
  apiKeys: listOf(apiKey),
  oauthApps: listOf(oauthApp),
  phoneNumbers: listOf(
    object(
      {
        phoneNumber: text('a number such as +15005550010', /^\+[1-9]\d{6,14}$/),
        sid: sid('PN', 'a phone number SID'),
        friendlyName: NAME,
        smsUrl: URL_OR_NOTHING,
        voiceUrl: URL_OR_NOTHING,
      },
      ['phoneNumber'],
    ),
  ),
  sharedKeys: listOf(
    object(
      {
        name: SECRET,
        secret: SECRET,
        keyId: text('the id of a key, without spaces and commas', /^[^\s,]+$/),
        algorithm: oneOf('hmac-sha1', 'hmac-sha256'),
      },
      ['name', 'secret'],
    ),
  ),
};

const account = object({
  ...subaccountFields,
  testCredentials: object({
    accountSid: sid('AC', 'an account SID'),
    authToken: AUTH_TOKEN,
  }),
  subaccounts: listOf(object(subaccountFields)),
});

/** The shape of a seed. */
const seedCheck = object(
  { $schema: text('the address of the schema, for editors'), accounts: listOf(account, 1) },
  ['accounts'],
);

/** What editors suggest and check in a seed file. That permissions exist and SIDs differ is checked at the start. */
export const SEED_SCHEMA: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Seed of twilio-auth-emulator',
  description:
    'The accounts and credentials that an emulator starts with. What is left out is generated.',
  ...seedCheck.schema,
};

/** The seed is invalid; `problems` names every reason, by path and without values. */
export class SeedError extends Error {
  override readonly name = 'SeedError';

  constructor(readonly problems: readonly string[]) {
    super(`The seed is invalid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/**
 * The value as a seed.
 * @throws {SeedError} listing every unknown field, invalid value and duplicate SID.
 */
export function checkedSeed(value: unknown): Seed {
  const problems: string[] = [];
  seedCheck(value, '', problems);
  problems.push(...duplicates(value));
  if (problems.length > 0) throw new SeedError(problems);
  return value as Seed;
}

const IDENTIFIERS = new Set(['sid', 'accountSid', 'clientId', 'phoneNumber']);

/** SIDs and numbers that occur twice in the seed. */
function duplicates(value: unknown): readonly string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (Array.isArray(node)) node.forEach((item, index) => visit(item, `${path}[${index}]`));
    if (!isRecord(node)) return;
    for (const [name, entry] of Object.entries(node)) {
      const at = path === '' ? name : `${path}.${name}`;
      if (typeof entry === 'string' && IDENTIFIERS.has(name)) {
        const first = seen.get(entry);
        if (first === undefined) seen.set(entry, at);
        else problems.push(`${at}: the same as ${first}`);
      } else visit(entry, at);
    }
  };
  visit(value, '');
  return problems;
}
