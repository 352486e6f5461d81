import type { ApiRequest } from '../../libs/twilio-auth/src/core/capabilities/api-request.js';
import type {
  ClientValidationKey,
  WireCredential,
} from '../../libs/twilio-auth/src/core/transport/calls/wire-credential.js';

/** A credential that records how it is used, for tests of the transport. */
export class TestCredential implements WireCredential {
  readonly accountName = 'default';
  /** How often the header value was read. */
  reads = 0;
  /** The values that were answered with 401. */
  readonly rejections: string[] = [];
  readonly checked: ApiRequest[] = [];
  clientValidation?: ClientValidationKey;
  hintText: string | undefined;
  readonly #values: string[];

  /** A new value after each 401, as long as there are any. */
  constructor(...values: string[]) {
    this.#values = values;
  }

  assertAllowed(request: ApiRequest): void {
    this.checked.push(request);
  }

  assertPolicy(): void {}

  assertAuthTokenAllowed(): void {}

  authorization(): Promise<string> {
    this.reads += 1;
    return Promise.resolve(this.#values[0] ?? '');
  }

  rejected(authorization: string): Promise<boolean> {
    this.rejections.push(authorization);
    if (this.#values[0] !== authorization) return Promise.resolve(true);
    if (this.#values.length === 1) return Promise.resolve(false);
    this.#values.shift();
    return Promise.resolve(true);
  }

  hint(): string | undefined {
    return this.hintText;
  }
}

/** The header value of HTTP Basic. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
