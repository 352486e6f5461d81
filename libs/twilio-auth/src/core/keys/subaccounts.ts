import {
  createSubaccount,
  planSubaccount,
  type SubaccountDeps,
} from './subaccounts/create-subaccount.js';
import type {
  CreateSubaccountOptions,
  SubaccountPlan,
  SubaccountReport,
} from './subaccounts/subaccount-options.js';

/** The subaccounts of the account. */
export class Subaccounts {
  readonly #deps: SubaccountDeps;

  /** @internal */
  constructor(deps: SubaccountDeps) {
    this.#deps = deps;
  }

  /**
   * Creates a subaccount with a key of its own, and delivers that: a subaccount's resources are out of
   * reach for the keys of its parent. Its Auth Token makes the key, and is written nowhere.
   *
   * Rejects with `TWILIO_AUTH_KEY_CHANGE_FAILED` and the reason `subaccount-incomplete` where the subaccount
   * exists and its key was not delivered; the message has its SID, with which another run goes on.
   */
  create(options: CreateSubaccountOptions): Promise<SubaccountReport> {
    return createSubaccount(options, this.#deps);
  }

  /** What `create()` would do with these options. Nothing is changed. */
  planCreate(options: CreateSubaccountOptions): Promise<SubaccountPlan> {
    return planSubaccount(options);
  }
}
