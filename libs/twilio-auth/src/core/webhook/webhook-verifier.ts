import { DEFAULT_ACCOUNT } from '../accounts/account.js';
import type { Emit } from '../events/events.js';
import type { Clock } from '../primitives/clock.js';
import { BaseUrlMemo } from './base-url.js';
import { chooseRing, resolvedRing } from './account-choice.js';
import { hookEvidence, upgradeEvidence, type Reading } from './evidence.js';
import type { KeyRing } from './key-ring.js';
import { proveRequest } from './prove-request.js';
import { ResolvedKeys, type ResolveWebhookKeys } from './resolved-keys.js';
import { SignedParams } from './signed-params.js';
import { SignatureCheck, signatureBytes } from './signature.js';
import { rejected, UNVERIFIED, type RejectedWebhook, type Verdict } from './verdict.js';
import type { WebhookAccounts } from './webhook-accounts.js';
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
  readonly allowsUnverified?: (account: string) => boolean;
  /** Development: rejections say what differs. */
  readonly explain?: boolean;
}

/**
 * Verifies that a request was made by Twilio, and for which account
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 *
 * Answers at once unless `resolveKeys` has to be asked. Never throws for anything a sender can
 * do, and never keeps an account: a rotation counts from the next request on.
 */
export class WebhookVerifier {
  readonly #accounts: WebhookAccounts;
  readonly #emit: Emit;
  readonly #resolved: ResolvedKeys | undefined;
  readonly #allowsUnverified: (account: string) => boolean;
  readonly #explain: boolean;
  readonly #check = new SignatureCheck();
  readonly #params = new SignedParams();
  readonly #bases = new BaseUrlMemo();

  constructor(options: WebhookVerifierOptions) {
    const { accounts, clock, emit, resolveKeys, allowsUnverified, explain = false } = options;
    this.#accounts = accounts;
    this.#emit = emit;
    this.#explain = explain;
    this.#resolved = resolveKeys === undefined ? undefined : new ResolvedKeys(resolveKeys, clock);
    this.#allowsUnverified = allowsUnverified ?? (() => false);
  }

  /** Verifies an HTTP webhook by its raw bytes. */
  verify(request: WebhookRequest, options: VerifyOptions = {}): Verdict | Promise<Verdict> {
    const target = requestTarget(request);
    const outcome = this.#judge(request, options, hookEvidence(request, target, this.#params));
    return this.#report(request, target, outcome);
  }

  /** Verifies the upgrade request of a WebSocket (Media Streams, ConversationRelay). */
  verifyUpgrade(request: WebhookRequest, options: VerifyOptions = {}): Verdict | Promise<Verdict> {
    const target = requestTarget(request);
    const outcome = this.#judge(request, options, upgradeEvidence(request, target, this.#params));
    return this.#report(request, target, outcome);
  }

  #judge(
    request: WebhookRequest,
    options: VerifyOptions,
    reading: Reading,
  ): Verdict | Promise<Verdict> {
    const { account: name = DEFAULT_ACCOUNT, verify } = options;
    if (verify === false && this.#allowsUnverified(name)) return unverified(name);
    const sids = 'reason' in reading ? [] : reading.sids;
    const ring = chooseRing(this.#accounts, options.account, sids);
    if (this.#isOff(ring, verify)) return unverified(ring.account);
    const account = 'account' in ring ? ring.account : undefined;

    const header = singleHeader(request, 'x-twilio-signature') ?? '';
    if (header === '') return rejected('missing-signature', account);
    if ('reason' in reading) return rejected(reading.reason, account);
    // Before anybody is asked for keys: an impossible signature costs no look-up.
    const signature = signatureBytes(header);
    if (signature === undefined) return rejected('bad-signature', account);

    const proof = {
      check: this.#check,
      bases: this.#bases,
      signature,
      baseUrl: options.baseUrl,
      explain: this.#explain,
    };
    const decide = (chosen: KeyRing | RejectedWebhook): Verdict =>
      'valid' in chosen ? chosen : proveRequest(reading, chosen, proof);
    return 'unknownSid' in ring ? this.#resolve(ring.unknownSid, decide) : decide(ring);
  }

  #isOff(ring: object, verify: boolean | undefined): ring is KeyRing {
    if (!('keys' in ring)) return false;
    const { account, verify: byAccount } = ring as KeyRing;
    return !(verify ?? byAccount) && this.#allowsUnverified(account);
  }

  #resolve(
    sid: string,
    decide: (ring: KeyRing | RejectedWebhook) => Verdict,
  ): Verdict | Promise<Verdict> {
    if (this.#resolved === undefined) return rejected('unknown-account');
    const found = this.#resolved.find(sid);
    return found instanceof Promise
      ? found.then((lookup) => decide(resolvedRing(this.#accounts, sid, lookup)))
      : decide(resolvedRing(this.#accounts, sid, found));
  }

  #report(
    { method = 'GET' }: WebhookRequest,
    target: string,
    outcome: Verdict | Promise<Verdict>,
  ): Verdict | Promise<Verdict> {
    return outcome instanceof Promise
      ? outcome.then((verdict) => this.#tell(verdict, method, pathOf(target)))
      : this.#tell(outcome, method, pathOf(target));
  }

  #tell(verdict: Verdict, method: string, path: string): Verdict {
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

function unverified(account: string): Verdict {
  return { valid: true, account, key: UNVERIFIED };
}
