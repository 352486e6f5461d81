import type { Account } from '../accounts/account.js';
import type { Emit } from '../events/events.js';
import { own } from '../primitives/own.js';
import { AccountChooser } from './keys/account-choice.js';
import type { AccountLookups } from './keys/account-lookups.js';
import { hasCredentials } from './keys/basic-credentials.js';
import { refreshedRing, refreshFor } from './keys/refreshed-ring.js';
import { chooseKeyRing, type KeyRing, type WebhookAccounts } from './keys/key-ring.js';
import { namesOnly } from './request/named-sids.js';
import { SignatureCheck } from './signature/signature.js';
import { readSignature } from './signature/signature-claim.js';
import { keysFor } from './signature/signature-settings.js';
import type { ConfiguredBases } from './request/signed-place.js';
import {
  readUpgrade,
  readWebhook,
  type SignedRequest,
  type UnreadableRequest,
} from './request/signed-request.js';
import { NOBODY, type LookedUp, type Outcome, type Received } from './outcome.js';
import { rejected, UNVERIFIED, type Verdict } from './verdict.js';
import type { VerifyOptions } from './verify-options.js';
import { verifySignature } from './signature/verify-signature.js';
import { fieldOf, pathOf, requestTarget, type WebhookRequest } from './request/webhook-request.js';

/** What a {@link WebhookVerifier} works with. */
export interface WebhookVerifierOptions {
  readonly accounts: WebhookAccounts;
  readonly emit: Emit;
  readonly lookups: AccountLookups;
  /** Whether the policy lets this account skip verification. Default: never. */
  readonly allowsUnverified?: (account: Account) => boolean;
  /** In development: a rejection says what differs. */
  readonly explain?: boolean;
  /** Receives what the application should correct. Default: nothing is logged. */
  readonly warn?: (message: string) => void;
}

const NO_OPTIONS = Object.freeze(own<VerifyOptions>({}));

/**
 * Verifies that a request was made by Twilio, and for which account
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 *
 * Returns without waiting unless an account has to be looked up, or its keys read again. Never throws
 * because of what a sender sent. Reads the account anew for every request, so a rotation takes effect
 * with the next one.
 */
export class WebhookVerifier {
  readonly #options: WebhookVerifierOptions;
  readonly #explain: boolean;
  readonly #chooser: AccountChooser;
  readonly #check = new SignatureCheck();
  readonly #bases: ConfiguredBases = new WeakMap();

  constructor(options: WebhookVerifierOptions) {
    this.#options = options;
    this.#explain = options.explain ?? false;
    this.#chooser = new AccountChooser(options.warn ?? (() => undefined));
  }

  /** Verifies an HTTP webhook by its raw bytes. The options are an {@link own} copy. */
  verify(request: WebhookRequest, options = NO_OPTIONS): Verdict | Promise<Verdict> {
    const target = requestTarget(request);
    const read = readWebhook(request, target);
    return this.#verify(
      read,
      { request, target, isUpgrade: false, claim: readSignature(request, read) },
      options,
    );
  }

  /**
   * Verifies the upgrade request of a WebSocket (Media Streams, ConversationRelay). By its signature
   * only: whether Twilio answers a challenge for Basic credentials there is not documented.
   */
  verifyUpgrade(request: WebhookRequest, options = NO_OPTIONS): Verdict | Promise<Verdict> {
    const target = requestTarget(request);
    const read = readUpgrade(request, target);
    return this.#verify(
      read,
      { request, target, isUpgrade: true, claim: readSignature(request, read) },
      options,
    );
  }

  #verify(
    read: SignedRequest | UnreadableRequest,
    received: Received,
    options: VerifyOptions,
  ): Verdict | Promise<Verdict> {
    const { accounts, lookups } = this.#options;
    const { request, claim } = received;
    const choice = this.#chooser.choose(options.account, request);
    const sidsThatChooseKeys = read.kind === 'signed' ? read.sidsThatChooseKeys : [];
    const choose = () => chooseKeyRing(accounts, choice, sidsThatChooseKeys);
    const chosen = choose();
    if (chosen.kind === 'none' || chosen.kind === 'ring') {
      const outcome = this.#judge(received, chosen, options);
      const refresh = refreshFor(accounts, chosen, outcome);
      if (refresh === undefined) return this.#report(chosen, outcome, received);
      return refresh.then(() => {
        const ring = refreshedRing(chosen, choose());
        const next = ring === chosen ? outcome : this.#judge(received, ring, options);
        return this.#report(ring, next, received);
      });
    }
    // Before anything is looked up: what no key can have signed costs no lookup.
    if (claim.kind === 'none') {
      return this.#report(NOBODY, rejected(claim.reasonNoKeyCanMatch), received);
    }
    const judge = (found: LookedUp): Verdict => {
      const outcome = this.#judge(received, found, options);
      if (outcome.valid === true) lookups.verified(chosen);
      return this.#report(found, outcome, received);
    };
    const found = lookups.find(chosen);
    return found instanceof Promise ? found.then(judge) : judge(found);
  }

  /** Every check in its order. */
  #judge(received: Received, ring: LookedUp, options: VerifyOptions): Outcome {
    const { request, isUpgrade, claim } = received;
    const { account } = ring;
    if (ring.kind === 'none') {
      return rejected(claim.kind === 'none' ? claim.reasonNoKeyCanMatch : ring.reason, account);
    }
    if (this.#mayBeUnsigned(received, ring, options)) return { valid: 'unverified' };
    const { accountSid, webhook } = ring;
    if (webhook.basic !== undefined && !isUpgrade && !hasCredentials(request, webhook.basic)) {
      return rejected('basic-required', account);
    }
    if (claim.kind === 'none') {
      const rejection = rejected(claim.reasonNoKeyCanMatch, account);
      const { explanation } = own(claim);
      return this.#explain && explanation !== undefined ? { ...rejection, explanation } : rejection;
    }
    const { read, settings, signature } = claim;
    if (read.everySidNamed.some((sid) => sid !== accountSid)) {
      return rejected('account-conflict', account);
    }
    const keys = keysFor(settings, webhook.keys);
    if (typeof keys === 'string') return rejected(keys, account);
    const { url, baseUrl } = options;
    const [check, bases, explain] = [this.#check, this.#bases, this.#explain];
    return verifySignature(read, ring, { check, bases, explain, signature, keys, url, baseUrl });
  }

  /** An exception from verification excuses the requests of its own account only. */
  #mayBeUnsigned(
    { request, target }: Received,
    { accountSid, webhook, configured }: KeyRing,
    { verify }: VerifyOptions,
  ): boolean {
    if (configured === undefined || (verify ?? webhook.verify)) return false;
    if (!namesOnly(accountSid, request, target)) return false;
    return this.#options.allowsUnverified?.(configured) ?? false;
  }

  #report(
    { account = '' }: { readonly account: string | undefined },
    outcome: Outcome,
    { request, target }: Received,
  ): Verdict {
    const { emit } = this.#options;
    const method = fieldOf(request, 'method') ?? 'GET';
    const path = pathOf(target);
    if (outcome.valid === false) {
      const { reason } = outcome;
      const owner = Object.hasOwn(outcome, 'account') ? outcome.account : undefined;
      const event = { reason, method, path };
      emit('webhook.rejected', owner === undefined ? event : { account: owner, ...event });
      return outcome;
    }
    if (outcome.valid === 'unverified') {
      emit('webhook.accepted', { account, key: UNVERIFIED, method, path });
      return { valid: true, account, key: UNVERIFIED };
    }
    const { name: key, keyId } = outcome.key;
    const event = { account, key, method, path };
    emit('webhook.accepted', keyId === undefined ? event : { account, key, keyId, method, path });
    return { valid: true, account, key };
  }
}
