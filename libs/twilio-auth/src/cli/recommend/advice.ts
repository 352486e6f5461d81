import type { BuiltInMethod } from '../../core/config/methods.js';
import { credentialLines, type EnvLine } from '../credential-lines.js';
import { SNIPPETS } from './snippets.js';

/** What a credential can be for. */
export const PURPOSES = ['prototype', 'server', 'browser', 'tests'] as const;

/** What a credential is for. */
export type Purpose = (typeof PURPOSES)[number];

/** A way to authenticate, why, and everything to paste. */
export interface Recommendation {
  readonly purpose: Purpose;
  readonly method: BuiltInMethod;
  /** What to create, in a few words. */
  readonly title: string;
  readonly reason: string;
  readonly env: readonly EnvLine[];
  /** TypeScript for the application. */
  readonly snippet: string;
  /** What to know, or to do next. */
  readonly notes: readonly string[];
}

/** What else a recommendation depends on. */
interface Circumstances {
  /** Twilio region; `us1` when absent. */
  readonly region?: string | undefined;
}

/** The edge that a region had in the SDK before its map was removed (twilio-node #1170). */
export const EDGES: Readonly<Record<string, string>> = {
  au1: 'sydney',
  br1: 'sao-paulo',
  de1: 'frankfurt',
  ie1: 'dublin',
  jp1: 'tokyo',
  jp2: 'osaka',
  sg1: 'singapore',
  us1: 'ashburn',
  us2: 'umatilla',
};

/** The way to authenticate that fits a purpose. */
export function recommendFor(
  purpose: Purpose,
  { region = 'us1' }: Circumstances = {},
): Recommendation {
  const isElsewhere = region !== 'us1';
  const location: readonly EnvLine[] = isElsewhere
    ? [
        { name: 'TWILIO_REGION', value: region },
        { name: 'TWILIO_EDGE', value: EDGES[region] ?? 'its-edge' },
      ]
    : [];
  if (purpose === 'server' && isElsewhere) return regionalServer(location);
  const { env, ...rest } = RECOMMENDATIONS[purpose];
  return { purpose, snippet: SNIPPETS[purpose], ...rest, env: [...env, ...location] };
}

function regionalServer(location: readonly EnvLine[]): Recommendation {
  return {
    purpose: 'server',
    method: 'api-key',
    title: 'a standard API key of that region',
    reason:
      'OAuth apps and restricted keys exist in the region us1 only, and credentials of one region are refused in another.',
    env: [PRODUCTION, ...credentialLines('api-key'), ...location],
    snippet: SNIPPETS.server,
    notes: ['Rotate the key: create a new one, deploy it, delete the old one.', FILES],
  };
}

const PRODUCTION: EnvLine = { name: 'NODE_ENV', value: 'production' };
const FILES =
  'Every secret can come from a mounted file instead: append _FILE to the name of its variable.';

const RECOMMENDATIONS: Readonly<Record<Purpose, Omit<Recommendation, 'purpose' | 'snippet'>>> = {
  prototype: {
    method: 'auth-token',
    title: 'the Auth Token, on your own machine only',
    reason:
      'It is on the first page of the Twilio Console and needs no setup. It also gives access to the whole account, so in production this module refuses it.',
    env: [{ name: 'NODE_ENV', value: 'development' }, ...credentialLines('auth-token')],
    notes: [
      'No account yet? `npx twilio-auth-emulator` prints lines for an offline Twilio.',
      'Before you deploy: `npx nestjs-twilio-auth recommend --for server`.',
    ],
  },
  server: {
    method: 'oauth',
    title: 'an OAuth app',
    reason:
      'Requests carry a token that expires by itself, the app has only the permissions you give it, and two secrets can be valid while you rotate. Twilio recommends it for new integrations.',
    env: [PRODUCTION, ...credentialLines('oauth')],
    notes: [
      'If Twilio calls you, add TWILIO_AUTH_TOKEN (it then only verifies signatures) and TWILIO_WEBHOOK_BASE_URL.',
      'An OAuth app does not reach subaccounts: use an API key of the subaccount there.',
      FILES,
    ],
  },
  browser: {
    method: 'api-key',
    title: 'access tokens, signed by a standard API key',
    reason:
      'A browser or phone must never see a credential of your account. Your server hands out short-lived access tokens for one user and one purpose; a standard API key signs them and authenticates the server too. OAuth apps, restricted keys and Auth Tokens cannot sign them.',
    env: [PRODUCTION, ...credentialLines('api-key')],
    notes: [
      'Take the identity from the signed-in user, never from the request.',
      'To authenticate the server by OAuth instead, keep the key as TWILIO_ACCESS_TOKEN_KEY and TWILIO_ACCESS_TOKEN_SECRET.',
      'Deleting the key is the only way to revoke a token, so keep token lifetimes short.',
    ],
  },
  tests: {
    method: 'test',
    title: 'test credentials',
    reason:
      'They cost nothing and send nothing, and magic numbers cause every documented error. They reach only POST Messages, Calls and IncomingPhoneNumbers, and GET Lookup v2, and cause no status callbacks.',
    env: [{ name: 'NODE_ENV', value: 'test' }, ...credentialLines('test')],
    notes: [
      'As a sender, +15005550006 always works; https://www.twilio.com/docs/iam/test-credentials lists the numbers that fail.',
      'For everything else, and for signed callbacks, use twilio-auth-emulator.',
      'For tests without any network: TwilioAuthTestingModule of nestjs-twilio-auth/testing.',
    ],
  },
};
