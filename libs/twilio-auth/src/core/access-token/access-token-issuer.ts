import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { AccessTokenCredential, Account } from '../accounts/account.js';
import type { Clock } from '../primitives/clock.js';
import { isObject } from '../primitives/is-object.js';
import { own } from '../primitives/own.js';
import type {
  AccessTokenGrants,
  AccessTokenRequest,
  IssuedAccessToken,
} from './access-token-request.js';
import { grantClaims } from './grant-claims.js';
import { grantProblem } from './grant-fields.js';
import { invalidAccessToken, type Reject } from './invalid-access-token.js';
import { validIdentity, validNotBefore, validTtl } from './request-limits.js';
import { signingCredential } from './signing-key.js';

/** What an issuer works with besides the account. */
interface IssuerPorts {
  readonly clock: Clock;
  /** Logs what works today, and Twilio does not document. */
  readonly warn?: (message: string) => void;
}

/**
 * Issues the access tokens of one account (https://www.twilio.com/docs/iam/access-tokens).
 *
 * HS256 only, as Twilio documents it, although the SDK would also sign HS384 and HS512.
 *
 * Throws `TWILIO_AUTH_SIGNING_KEY_MISSING` when the account has no key that may sign.
 */
export class AccessTokenIssuer {
  readonly #accountSid: string;
  readonly #credential: AccessTokenCredential;
  readonly #key: KeyObject;
  readonly #header: string;
  readonly #idPrefix: string;
  readonly #clock: Clock;
  readonly #reject: Reject;
  readonly #warn: (message: string) => void;
  #issued = 0;

  constructor(account: Account, { clock, warn = () => {} }: IssuerPorts) {
    this.#reject = (problem) => {
      throw invalidAccessToken(problem, account.name);
    };
    this.#accountSid = account.accountSid;
    this.#credential = signingCredential(account);
    const { keySid, keySecret, region } = this.#credential;
    this.#key = createSecretKey(keySecret.reveal(), 'utf8');
    this.#header = encode({ typ: 'JWT', alg: 'HS256', cty: 'twilio-fpa;v=1', twr: region });
    // Twilio's SDK uses the second as the unique part, so two tokens of one second share an id.
    this.#idPrefix = `${keySid}-${randomBytes(12).toString('hex')}-`;
    this.#clock = clock;
    this.#warn = warn;
  }

  /**
   * Signs one token, synchronously.
   *
   * Throws `TWILIO_AUTH_ACCESS_TOKEN_INVALID`: `reason` is the field, the message names its
   * limit and Twilio's error code for it.
   */
  issue(given: AccessTokenRequest): IssuedAccessToken {
    const request = own(given);
    const { ttlSeconds = this.#credential.defaultTtlSeconds, notBefore } = request;
    const reject = this.#reject;
    if (!isObject(request.grants)) return reject(grantProblem('grants', 'must be a plain object'));
    const grants = own(request.grants);
    const identity = validIdentity(request.identity, grants, reject, this.#warn);
    this.#checkRegion(grants);
    const issuedAt = Math.floor(this.#clock.wallMs() / 1000);
    const expiry = issuedAt + validTtl(ttlSeconds, reject);
    const claims = {
      grants: grantClaims(identity, grants, reject),
      nbf: notBefore === undefined ? undefined : validNotBefore(notBefore, expiry, reject),
      iat: issuedAt,
      exp: expiry,
      iss: this.#credential.keySid,
      sub: this.#accountSid,
    };
    this.#issued += 1;
    const jti = this.#idPrefix + this.#issued.toString(36);
    const token = this.#sign(`${this.#header}.${encode({ jti, ...claims })}`);
    return { token, expiresAt: new Date(expiry * 1000), identity, jti };
  }

  /** https://www.twilio.com/docs/video/tutorials/user-identity-access-tokens: the key must be of US1. */
  #checkRegion({ video }: AccessTokenGrants): void {
    const { region = 'us1' } = this.#credential;
    if (video === undefined || region === 'us1') return;
    this.#reject({
      field: 'grants.video',
      limit: `needs a signing key of us1, and this one is of ${region}`,
    });
  }

  #sign(input: string): string {
    return `${input}.${createHmac('sha256', this.#key).update(input).digest('base64url')}`;
  }
}

/** One part of a JWT. Values that are `undefined` are not in it. */
function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
