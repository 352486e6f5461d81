import type { Account } from '../accounts/account.js';
import type { Emit } from '../events/events.js';
import { own } from '../primitives/own.js';
import { chooseAccount } from './account-choice.js';
import type { AccountLookups } from './account-lookups.js';
import { hasCredentials } from './basic-credentials.js';
import { chooseKeyRing, type KeyRing, type NoKeyRing, type WebhookAccounts } from './key-ring.js';
import { SignatureCheck, signatureBytes, type SignatureAlgorithm } from './signature.js';
import { keysFor, signatureSettings } from './signature-settings.js';
import type { ConfiguredBases } from './signed-place.js';
import {
  readUpgrade,
  readWebhook,
  type SignedRequest,
  type UnreadableRequest,
} from './signed-request.js';
import { rejected, UNVERIFIED, type RejectedWebhook, type Verdict } from './verdict.js';
import type { VerifyOptions } from './verify-options.js';
import { verifySignature, type SignedBy } from './verify-signature.js';
import {
  fieldOf,
  pathOf,
  requestTarget,
  singleHeader,
  type WebhookRequest,
} from './webhook-request.js';

/** What a {@link WebhookVerifier} works with. */
export interface WebhookVerifierOptions {
  readonly accounts: WebhookAccounts;
  readonly emit: Emit;
  readonly lookups: AccountLookups;
  /** Whether the policy lets this account skip verification. Default: never. */
  readonly allowsUnverified?: (account: Account) => boolean;
  /** In development: a rejection says what differs. */
  readonly explain?: boolean;
}

type LookedUp = KeyRing | NoKeyRing;
type Read = SignedRequest | UnreadableRequest;
type Outcome = SignedBy | RejectedWebhook | Unverified;

interface Unverified {
  readonly valid: 'unverified';
}

const NO_OPTIONS = Object.freeze(own<VerifyOptions>({}));

/**
 * Verifies that a request was made by Twilio, and for which account
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 *
 * Returns without waiting unless an account has to be looked up. Never throws because of what a
 * sender sent. Reads the account anew for every request, so a rotation takes effect with the next
 * one.
 */
export class WebhookVerifier {
  readonly #options: WebhookVerifierOptions;
  readonly #explain: boolean;
  readonly #check = new SignatureCheck();
  readonly #bases: ConfiguredBases = new WeakMap();

  constructor(options: WebhookVerifierOptions) {
    this.#options = options;
    this.#explain = options.explain ?? false;
  }

  /** Verifies an HTTP webhook by its raw bytes. The options are an {@link own} copy. */
  verify(request: WebhookRequest, options = NO_OPTIONS): Verdict | Promise<Verdict> {
    const target = requestTarget(request);
    return this.#verify(request, target, readWebhook(request, target), options);
  }

  /** Verifies the upgrade request of a WebSocket (Media Streams, ConversationRelay). */
  verifyUpgrade(request: WebhookRequest, options = NO_OPTIONS): Verdict | Promise<Verdict> {
    const target = requestTarget(request);
    return this.#verify(request, target, readUpgrade(request, target), options);
  }

  #verify(
    request: WebhookRequest,
    target: string,
    read: Read,
    options: VerifyOptions,
  ): Verdict | Promise<Verdict> {
    const { accounts, lookups } = this.#options;
    const choice = chooseAccount(options.account, request);
    const sids = read.kind === 'signed' ? read.accountSids : [];
    const chosen = chooseKeyRing(accounts, choice, sids);
    if (chosen.kind === 'none' || chosen.kind === 'ring') {
      return this.#report(chosen, this.#judge(request, read, chosen, options), request, target);
    }
    // Before anything is looked up: what no key can have signed costs no lookup.
    const hopeless = hopelessness(request, read);
    if (hopeless !== undefined) {
      return this.#report(NOBODY, rejected(hopeless), request, target);
    }
    const judge = (found: LookedUp): Verdict => {
      const outcome = this.#judge(request, read, found, options);
      if (outcome.valid === true) lookups.verified(chosen);
      return this.#report(found, outcome, request, target);
    };
    const found = lookups.find(chosen);
    return found instanceof Promise ? found.then(judge) : judge(found);
  }

  #judge(
    request: WebhookRequest,
    read: Read,
    ring: LookedUp,
    { verify, url, baseUrl }: VerifyOptions,
  ): Outcome {
    if (ring.kind === 'none')
      return rejected(hopelessness(request, read) ?? ring.reason, ring.account);
    const { account, accountSid, webhook, configured } = ring;
    if (configured !== undefined && !(verify ?? webhook.verify)) {
      if (this.#options.allowsUnverified?.(configured)) return { valid: 'unverified' };
    }
    if (webhook.basic !== undefined && !hasCredentials(request, webhook.basic)) {
      return rejected('basic-required', account);
    }
    const header = singleHeader(request, 'x-twilio-signature') ?? '';
    if (header === '') return rejected('missing-signature', account);
    if (read.kind === 'unreadable') return rejected(read.reason, account);
    if (read.namedSids.some((sid) => sid !== accountSid)) {
      return rejected('account-conflict', account);
    }
    const settings = signatureSettings(request);
    if (settings.by === 'nothing') return rejected(settings.reason, account);
    const signature = signatureBytes(header, settings.algorithm);
    if (signature === undefined) return this.#impossible(header, settings.algorithm, account);
    const keys = keysFor(settings, webhook.keys);
    if (typeof keys === 'string') return rejected(keys, account);
    const [check, bases, explain] = [this.#check, this.#bases, this.#explain];
    return verifySignature(read, ring, { check, bases, explain, signature, keys, url, baseUrl });
  }

  #impossible(header: string, algorithm: SignatureAlgorithm, account: string): RejectedWebhook {
    const rejection = rejected('bad-signature', account);
    if (!this.#explain || algorithm !== 'hmac-sha1') return rejection;
    return signatureBytes(header, 'hmac-sha256') === undefined
      ? rejection
      : { ...rejection, explanation: LOST_SETTINGS };
  }

  #report(
    { account = '' }: { readonly account: string | undefined },
    outcome: Outcome,
    request: WebhookRequest,
    target: string,
  ): Verdict {
    const { emit } = this.#options;
    const method = fieldOf(request, 'method') ?? 'GET';
    const path = pathOf(target);
    if (outcome.valid === false) {
      const { reason } = outcome;
      const event = { reason, method, path };
      const owner = Object.hasOwn(outcome, 'account') ? outcome.account : undefined;
      emit('webhook.rejected', owner === undefined ? event : { account: owner, ...event });
      return outcome;
    }
    if (outcome.valid === 'unverified') {
      emit('webhook.accepted', { account, key: UNVERIFIED, method, path });
      return { valid: true, account, key: UNVERIFIED };
    }
    const { name: key, keyId } = outcome.key;
    const event = { account, key, method, path };
    emit('webhook.accepted', keyId === undefined ? event : { ...event, keyId });
    return { valid: true, account, key };
  }
}

const LOST_SETTINGS =
  'The signature has the length of HMAC-SHA256, and the request does not say which SharedKey made it: something on the way drops the header X-Twilio-Webhooks-Signature-Settings.';

const NOBODY = { account: undefined };

/** Why no key at all can have signed this request, whatever account it is for. */
function hopelessness(request: WebhookRequest, read: Read): RejectedWebhook['reason'] | undefined {
  const header = singleHeader(request, 'x-twilio-signature') ?? '';
  if (header === '') return 'missing-signature';
  if (read.kind === 'unreadable') return read.reason;
  const settings = signatureSettings(request);
  if (settings.by === 'nothing') return settings.reason;
  return signatureBytes(header, settings.algorithm) === undefined ? 'bad-signature' : undefined;
}
