import type { SdkClient } from '../../client/sdk-client.js';
import { isObject } from '../../primitives/is-object.js';

/** A secondary token exists already, of which Twilio shows nothing. */
export class SecondaryExistsError extends Error {
  override readonly name = 'SecondaryExistsError';
}

/** The Auth Tokens of an account at Twilio, which shows a secondary one once. */
export class TokenAdmin {
  readonly #client: SdkClient;

  constructor(client: SdkClient) {
    this.#client = client;
  }

  /** The token that Twilio signs with; `undefined` where the Account resource does not show it. */
  async primary(): Promise<string | undefined> {
    const { authToken } = await this.#client.api.v2010.accounts(this.#client.accountSid).fetch();
    return typeof authToken === 'string' && authToken !== '' ? authToken : undefined;
  }

  /** @see https://www.twilio.com/docs/iam/api/secondary_authtoken */
  async createSecondary(): Promise<string> {
    try {
      const made = await this.#client.accounts.v1.secondaryAuthToken().create();
      return made.secondaryAuthToken;
    } catch (error) {
      // Twilio documents no answer for this. It understood who asks and refused what was asked.
      if (isObject(error) && [400, 409].includes(Number(error['status']))) {
        throw new SecondaryExistsError(String(error['message']), { cause: error });
      }
      throw error;
    }
  }

  async removeSecondary(): Promise<void> {
    await this.#client.accounts.v1.secondaryAuthToken().remove();
  }

  /**
   * The secondary token becomes the primary one, and the old one ends at once. Resolves to whether there
   * was a secondary token.
   */
  async promote(): Promise<boolean> {
    try {
      await this.#client.accounts.v1.authTokenPromotion().update();
      return true;
    } catch (error) {
      if (isObject(error) && error['status'] === 404) return false;
      throw error;
    }
  }
}
