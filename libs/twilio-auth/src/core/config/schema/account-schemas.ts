import type { Secret } from '../../primitives/secret.js';
import { Is, IsBaseUrl, IsOneOf, IsSecret, IsSidOf, IsWhole, Optional, Rule } from './rules.js';

// Built by hand from data fields only: class-transformer re-invokes constructors of what it
// meets and overflows on cycles, so no options object ever passes through it.

const LOCATION = /^[a-z]{2,}[a-z0-9-]*$/;

const IsLocation = (example: string): PropertyDecorator =>
  Rule(
    'location',
    (value) => typeof value === 'string' && LOCATION.test(value),
    () => `expected a Twilio location such as ${example}`,
    'Use the lower-case name from the Twilio Console.',
  );

export class AccountSchema {
  @IsSidOf('account') accountSid?: unknown;
  @Optional() @IsLocation('ie1') region?: unknown;
  @Optional() @IsLocation('dublin') edge?: unknown;
}

export class OAuthSchema {
  @IsSidOf('oauth-app') clientId?: unknown;
  @IsSecret('the client secret') clientSecret?: Secret | undefined;
  @Optional() @Is('a string', (value) => typeof value === 'string') scope?: unknown;
}

export class ApiKeySchema {
  @IsSidOf('api-key') keySid?: unknown;
  @IsSecret('the API key secret') keySecret?: Secret | undefined;
  @Optional() @IsOneOf(['main', 'standard', 'restricted']) keyType?: unknown;
}

export class AuthTokenSchema {
  @IsSecret('the Auth Token') authToken?: Secret | undefined;
}

export class AccessTokensSchema {
  @IsSidOf('api-key') keySid?: unknown;
  @IsSecret('the API key secret') keySecret?: Secret | undefined;
  @Optional() @IsLocation('ie1') region?: unknown;
  @Optional() @IsWhole(1, 86_400) defaultTtlSeconds?: unknown;
}

export class WebhookSchema {
  @Optional() @IsBaseUrl() baseUrl?: unknown;
  @Optional() @Is('true or false', (value) => typeof value === 'boolean') verify?: unknown;
}

export class SigningKeySchema {
  @IsSecret('the signing key') secret?: Secret | undefined;
  @Optional() @Is('a string', (value) => typeof value === 'string') name?: unknown;
  @Optional() @IsOneOf(['hmac-sha1']) algorithm?: unknown;
}

export class ClientValidationSchema {
  @Rule(
    'public-key-sid',
    (value) => typeof value === 'string' && /^CR[0-9a-fA-F]{32}$/.test(value),
    () => 'expected the SID of a public key: CR and 32 hexadecimal digits',
    'Upload the public key to Twilio and copy its SID.',
  )
  credentialSid?: unknown;
  @IsSecret('the private key') privateKey?: Secret | undefined;
  @Optional() @IsOneOf(['RS256', 'PS256']) algorithm?: unknown;
}
