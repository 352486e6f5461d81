import type { CapabilityGate } from '../capabilities/capability-gate.js';
import type {
  ClientValidationKey,
  OutgoingRequest,
  WireCredential,
} from '../transport/wire-credential.js';
import type { LiveAccount } from './live-account.js';

/**
 * The credential of a parent, acting for a subaccount. It is the parent's in everything, so both
 * share one token and one rotation, but its requests pass one more gate: outside v2010 no path
 * names the account, and the call would act for the parent without a word.
 */
export class SubaccountCredential implements WireCredential {
  readonly #parent: LiveAccount;
  readonly #gate: () => CapabilityGate;

  /** @param gate asked for each request, because a rotation changes what the parent may do */
  constructor(parent: LiveAccount, gate: () => CapabilityGate) {
    this.#parent = parent;
    this.#gate = gate;
  }

  get account(): string {
    return this.#parent.account;
  }

  get clientValidation(): ClientValidationKey | undefined {
    return this.#parent.clientValidation;
  }

  admit(request: OutgoingRequest): void {
    this.#gate()(request);
    this.#parent.admit(request);
  }

  authorization(): Promise<string> {
    return this.#parent.authorization();
  }

  rejected(authorization: string): Promise<boolean> {
    return this.#parent.rejected(authorization);
  }

  hint(
    request: OutgoingRequest,
    status: number,
    twilioCode: number | undefined,
  ): string | undefined {
    return this.#parent.hint(request, status, twilioCode);
  }
}
