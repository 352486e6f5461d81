import type { Permission } from '../protocol/permissions.js';
import type { AccountStatus, SharedKey } from './account.js';
import type { ClientValidation } from './public-key.js';
import type { KeyType } from './api-key.js';

/** What an emulator starts with. Everything left out is generated, anew for each start. */
export interface Seed {
  /** For editors: `./node_modules/twilio-auth-emulator/seed.schema.json`. */
  readonly $schema?: string;
  /** The first one is `emulator.account`. */
  readonly accounts: readonly SeedAccount[];
}

/** One account with its credentials, numbers and subaccounts. */
export interface SeedAccount {
  readonly sid?: string;
  readonly friendlyName?: string;
  readonly status?: AccountStatus;
  /** The primary Auth Token (32 hexadecimal digits). */
  readonly authToken?: string;
  readonly secondaryAuthToken?: string;
  /** Primary Auth Tokens of other Regions, e.g. `{ ie1: '…' }`. */
  readonly regionalAuthTokens?: Readonly<Record<string, string>>;
  readonly balance?: string;
  readonly apiKeys?: readonly SeedApiKey[];
  readonly oauthApps?: readonly SeedOAuthApp[];
  readonly testCredentials?: { readonly accountSid?: string; readonly authToken?: string };
  readonly phoneNumbers?: readonly SeedPhoneNumber[];
  /** Public key client validation: `off` unless given, `on` for requests that have it, `enforced` for all. */
  readonly clientValidation?: ClientValidation;
  readonly sharedKeys?: readonly SharedKey[];
  readonly subaccounts?: readonly Omit<SeedAccount, 'subaccounts' | 'testCredentials'>[];
}

/** One API key; a restricted one with its permissions. */
export interface SeedApiKey {
  readonly type: KeyType;
  readonly sid?: string;
  readonly secret?: string;
  readonly friendlyName?: string;
  /** `us1` unless given; restricted keys exist in `us1` only. */
  readonly region?: string;
  /** Required for a restricted key, and not allowed for others. */
  readonly permissions?: readonly Permission[];
}

/** One OAuth app and the lifetime of its tokens. */
export interface SeedOAuthApp {
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly friendlyName?: string;
  /** 60 to 2,592,000 seconds; 3,600 unless given. */
  readonly accessTokenTtlSeconds?: number;
  /** Default: every permission that the emulated resources need, but those of API keys and OAuth apps. */
  readonly permissions?: readonly Permission[];
  readonly deniedPermissions?: readonly Permission[];
}

/** One number that the account owns. */
export interface SeedPhoneNumber {
  readonly phoneNumber: string;
  readonly sid?: string;
  readonly friendlyName?: string;
  readonly smsUrl?: string;
  readonly voiceUrl?: string;
}

/** One active account with every kind of credential. */
export function defaultSeed(): Seed {
  return {
    accounts: [
      {
        friendlyName: 'Emulated account',
        apiKeys: [
          { type: 'main', friendlyName: 'Main key' },
          { type: 'standard', friendlyName: 'Standard key' },
          {
            type: 'restricted',
            friendlyName: 'Restricted key: messages only',
            permissions: [
              '/twilio/messaging/messages/create',
              '/twilio/messaging/messages/list',
              '/twilio/messaging/messages/read',
            ],
          },
        ],
        oauthApps: [{ friendlyName: 'OAuth app' }],
        testCredentials: {},
        phoneNumbers: [{ phoneNumber: '+15005550010', friendlyName: 'Emulated number' }],
      },
    ],
  };
}
