import type {
  ClientValidationKey,
  OutgoingRequest,
  WireCredential,
} from '../transport/wire-credential.js';
import type { LiveAccount } from './live-account.js';

/**
 * The credential of a parent in a client for one of its subaccounts. The same token or key, less
 * what a parent cannot do there (https://www.twilio.com/docs/iam/api/subaccounts).
 */
export class SubaccountCredential implements WireCredential {
  readonly account: string;
  readonly #parent: LiveAccount;

  constructor(parent: LiveAccount) {
    this.account = parent.account;
    this.#parent = parent;
  }

  get clientValidation(): ClientValidationKey | undefined {
    return this.#parent.clientValidation;
  }

  admit(request: OutgoingRequest): void {
    this.#parent.admitForSubaccount(request);
  }

  authorization(): Promise<string> {
    return this.#parent.authorization();
  }

  rejected(authorization: string): Promise<boolean> {
    return this.#parent.rejected(authorization);
  }

  hint(request: OutgoingRequest, status: number, code: number | undefined): string | undefined {
    return this.#parent.hint(request, status, code);
  }
}
