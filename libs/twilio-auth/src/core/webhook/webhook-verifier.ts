import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { chooseKeyRing, resolvedKeyRing, type KeyRing, type WebhookAccounts } from './key-ring.js';
import { ResolvedKeys, type ResolveWebhookKeys } from './resolved-keys.js';
import { SignatureCheck, signatureBytes } from './signature.js';
import {
  readUpgrade,
  readWebhook,
  type SignedRequest,
  type UnreadableRequest,
} from './signed-request.js';
import { rejected, UNVERIFIED, type RejectedWebhook, type Verdict } from './verdict.js';
import { verifySignature } from './verify-signature.js';
import { pathOf, requestTarget, singleHeader, type WebhookRequest } from './webhook-request.js';

/** What a route, or a direct call, says about its webhooks. */
export interface VerifyOptions {
  /** Name of the account whose webhooks these are. Default: the one that `AccountSid` names. */
  readonly account?: string;
  /** Public origin and path prefix, instead of the account's `webhook.baseUrl`. */
  readonly baseUrl?: string;
  /** `false` accepts unsigned requests where the policy allows it, and nowhere else. */
  readonly verify?: boolean;
}

/** What a {@link WebhookVerifier} works with. */
export interface WebhookVerifierOptions {
  readonly accounts: WebhookAccounts;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly resolveKeys?: ResolveWebhookKeys;
  /** Whether the policy lets this account skip verification. Default: never. */
  readonly allowsUnverified?: (accountName: string) => boolean;
  /** In development: a rejection says what differs. */
  readonly explain?: boolean;
}

/**
 * Verifies that a request was made by Twilio, and for which account
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 *
 * Returns without waiting unless `resolveKeys` has to be called. Never throws because of what a
 * sender sent. Reads the account anew for every request, so a rotation takes effect with the next one.
 */
export class WebhookVerifier {
  readonly #accounts: WebhookAccounts;
  readonly #emit: Emit;
  readonly #resolvedKeys: ResolvedKeys | undefined;
  readonly #allowsUnverified: (accountName: string) => boolean;
  readonly #explain: boolean;
  readonly #check = new SignatureCheck();

  constructor(options: WebhookVerifierOptions) {
    const { accounts, clock, emit, resolveKeys, allowsUnverified, explain = false } = options;
    this.#accounts = accounts;
    this.#emit = emit;
    this.#explain = explain;
    this.#resolvedKeys = resolveKeys && new ResolvedKeys(resolveKeys, clock);
    this.#allowsUnverified = allowsUnverified ?? (() => false);
  }

  /** Verifies an HTTP webhook by its raw bytes. */
  verify(request: WebhookRequest, options: VerifyOptions = {}): Verdict | Promise<Verdict> {
    const target = requestTarget(request);
    const verdict = this.#decide(request, readWebhook(request, target), options);
    return whenSettled(verdict, (settled) => this.#report(settled, request, target));
  }

  /** Verifies the upgrade request of a WebSocket (Media Streams, ConversationRelay). */
  verifyUpgrade(request: WebhookRequest, options: VerifyOptions = {}): Verdict | Promise<Verdict> {
    const target = requestTarget(request);
    const verdict = this.#decide(request, readUpgrade(request, target), options);
    return whenSettled(verdict, (settled) => this.#report(settled, request, target));
  }

  #decide(
    request: WebhookRequest,
    signed: SignedRequest | UnreadableRequest,
    options: VerifyOptions,
  ): Verdict | Promise<Verdict> {
    const { verify } = options;
    const sids = 'reason' in signed ? [] : signed.accountSids;
    const ring = chooseKeyRing(this.#accounts, options.account, sids);
    if ('keys' in ring && this.#skipsVerification(ring, verify)) return unverified(ring.account);
    const account = 'account' in ring ? ring.account : undefined;

    const header = singleHeader(request, 'x-twilio-signature') ?? '';
    if (header === '') return rejected('missing-signature', account);
    if ('reason' in signed) return rejected(signed.reason, account);
    // Before the resolver is asked for keys: an impossible signature costs no look-up.
    const signature = signatureBytes(header, 'hmac-sha1');
    if (signature === undefined) return rejected('bad-signature', account);

    const { baseUrl } = options;
    const how = { check: this.#check, signature, baseUrl, explain: this.#explain };
    const verifyWith = (found: KeyRing | RejectedWebhook): Verdict =>
      'valid' in found ? found : verifySignature(signed, found, how);
    return 'unknownSid' in ring
      ? whenSettled(this.#resolveKeyRing(ring.unknownSid), verifyWith)
      : verifyWith(ring);
  }

  #skipsVerification({ account, verify: byAccount }: KeyRing, byRoute?: boolean): boolean {
    return !(byRoute ?? byAccount) && this.#allowsUnverified(account);
  }

  #resolveKeyRing(sid: string): KeyRing | RejectedWebhook | Promise<KeyRing | RejectedWebhook> {
    if (this.#resolvedKeys === undefined) return rejected('unknown-account');
    return whenSettled(this.#resolvedKeys.find(sid), (lookup) =>
      resolvedKeyRing(this.#accounts, sid, lookup),
    );
  }

  #report(verdict: Verdict, { method = 'GET' }: WebhookRequest, target: string): Verdict {
    const path = pathOf(target);
    if (verdict.valid) {
      const { account, key } = verdict;
      this.#emit('webhook.accepted', { account, key, method, path });
    } else {
      const { reason, account } = verdict;
      const event = { reason, method, path };
      this.#emit('webhook.rejected', account === undefined ? event : { account, ...event });
    }
    return verdict;
  }
}

/** Applies `map` at once to a value that needs no waiting. */
function whenSettled<T, R>(value: T | Promise<T>, map: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(map) : map(value);
}

function unverified(account: string): Verdict {
  return { valid: true, account, key: UNVERIFIED };
}
