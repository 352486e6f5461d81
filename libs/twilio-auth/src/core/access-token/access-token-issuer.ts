import { createHmac, randomBytes, type KeyObject } from 'node:crypto';
import type { AccessTokenCredential, Account } from '../accounts/account.js';
import type { Clock } from '../primitives/clock.js';
import { isObject } from '../primitives/is-object.js';
import type { AccessTokenRequest, IssuedAccessToken } from './access-token-request.js';
import { grantClaims } from './grant-claims.js';
import { identityProblem, identityText } from './identity.js';
import { invalidAccessToken, type Refuse } from './invalid-access-token.js';
import { notBeforeProblem, notBeforeSeconds, ttlProblem } from './lifetime.js';
import { prepareSigningKey, signingKeyProblem } from './signing-key.js';

/**
 * Issues the access tokens of one account (https://www.twilio.com/docs/iam/access-tokens).
 *
 * HS256 only, as Twilio documents it, although the SDK would also sign HS384 and HS512. The key,
 * the header and the claims that never change are prepared once.
 *
 * Throws `TWILIO_AUTH_ACCESS_TOKEN_INVALID` when the account has no key that may sign.
 */
export class AccessTokenIssuer {
  readonly #key: KeyObject;
  readonly #header: string;
  readonly #prefix: string;
  readonly #suffix: string;
  readonly #idPrefix: string;
  readonly #defaultTtlSeconds: number;
  readonly #clock: Clock;
  readonly #refuse: Refuse;
  #issued = 0;

  constructor(account: Account, { clock }: { readonly clock: Clock }) {
    const unusable = signingKeyProblem(account);
    if (unusable !== undefined) throw invalidAccessToken(unusable, account.name);
    const credential = account.accessTokens!;
    this.#key = prepareSigningKey(credential);
    this.#header = encode(header(credential));
    // Twilio's SDK takes the second as the unique part, so two tokens of one second share an id.
    this.#idPrefix = `${credential.keySid}-${randomBytes(12).toString('hex')}-`;
    this.#prefix = `{"jti":"${this.#idPrefix}`;
    this.#suffix = `,"iss":"${credential.keySid}","sub":"${account.accountSid}"}`;
    this.#defaultTtlSeconds = credential.defaultTtlSeconds;
    this.#clock = clock;
    this.#refuse = (problem) => {
      throw invalidAccessToken(problem, account.name);
    };
  }

  /**
   * Signs one token, without waiting for anything.
   *
   * Throws `TWILIO_AUTH_ACCESS_TOKEN_INVALID`: `reason` is the field, the message names its
   * limit and Twilio's error code for it.
   */
  issue(request: AccessTokenRequest): IssuedAccessToken {
    const { grants, ttlSeconds = this.#defaultTtlSeconds, notBefore } = request;
    const identity = this.#identity(request);
    const badTtl = ttlProblem(ttlSeconds);
    if (badTtl !== undefined) return this.#refuse(badTtl);
    const issuedAt = Math.floor(this.#clock.wallMs() / 1000);
    const expiry = issuedAt + ttlSeconds;
    const notBeforeClaim = notBefore === undefined ? '' : this.#notBefore(notBefore, expiry);
    const claims = grantClaims(identity, grants, this.#refuse);
    this.#issued += 1;
    const serial = this.#issued.toString(36);
    const payload = `${this.#prefix}${serial}","grants":${claims}${notBeforeClaim},"iat":${issuedAt},"exp":${expiry}${this.#suffix}`;
    return {
      token: this.#sign(`${this.#header}.${encode(payload)}`),
      expiresAt: new Date(expiry * 1000),
      identity,
      jti: this.#idPrefix + serial,
    };
  }

  #identity({ identity, grants }: AccessTokenRequest): string {
    if (!isObject(grants)) {
      return this.#refuse({ field: 'grants', limit: 'must be a plain object', twilioCode: 20106 });
    }
    const text = identityText(identity);
    const problem = identityProblem(text, grants);
    return problem === undefined ? text! : this.#refuse(problem);
  }

  #notBefore(notBefore: Date | number, expiry: number): string {
    const seconds = notBeforeSeconds(notBefore);
    const problem = notBeforeProblem(seconds, expiry);
    return problem === undefined ? `,"nbf":${seconds}` : this.#refuse(problem);
  }

  #sign(input: string): string {
    return `${input}.${createHmac('sha256', this.#key).update(input).digest('base64url')}`;
  }
}

function header({ region }: AccessTokenCredential): string {
  return JSON.stringify({
    typ: 'JWT',
    alg: 'HS256',
    cty: 'twilio-fpa;v=1',
    ...(region === undefined ? {} : { twr: region }),
  });
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}
