import type { Access } from '../auth/authorize.js';
import { answerFromSpec, type SpecAnswer, type SpecCall } from './answer-from-spec.js';
import { pathParameters, type SpecOperation } from './operation.js';

/** An operation that a request asks for. */
export interface SpecMatch {
  readonly product: string;
  /** As in the specification. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly access: Access;
  /** @throws {TwilioError} 20001 for a missing or invalid parameter. */
  answer(call: SpecCall): SpecAnswer;
}

/** The operations of Twilio's API specifications. */
export class Specs {
  readonly operations: readonly SpecOperation[];
  readonly #byVerb = new Map<string, SpecOperation[]>();

  constructor(operations: readonly SpecOperation[]) {
    this.operations = operations;
    for (const operation of operations) {
      const same = this.#byVerb.get(operation.verb);
      if (same === undefined) this.#byVerb.set(operation.verb, [operation]);
      else same.push(operation);
    }
  }

  /**
   * The operation that a request asks for. Products share paths such as `/v1/Services`: a request whose host names
   * none of them may ask for one of several.
   */
  find(product: string | undefined, verb: string, path: string): readonly SpecMatch[] {
    const best = new Map<string, SpecOperation>();
    for (const operation of this.#byVerb.get(verb) ?? []) {
      if (product !== undefined && operation.product !== product) continue;
      if (!operation.pattern.test(path)) continue;
      const other = best.get(operation.product);
      // `/Services/Default` is more exact than `/Services/{Sid}`. Of two files with the same path the later one is
      // the newer: `twilio_content_v1.json` comes after `twilio_content_sdk.json`.
      if (other === undefined || operation.names.length <= other.names.length) {
        best.set(operation.product, operation);
      }
    }
    return [...best.values()].map((operation) => ({
      product: operation.product,
      path: operation.path,
      params: Object.fromEntries(pathParameters(operation, path)),
      access: accessTo(operation.product),
      answer: (call) => answerFromSpec(operation, call),
    }));
  }

  /** Whether an operation has a word in this path where the route has a name. */
  isMoreExact({ product, verb, path: template }: HandRoute, path: string): boolean {
    const names = template.split('{').length - 1;
    return this.find(product, verb, path).some(({ params }) => Object.keys(params).length < names);
  }
}

/** A route that is emulated by hand. */
type HandRoute = Pick<SpecOperation, 'product' | 'verb' | 'path'>;

/** Who may use a resource of a product, as for the resources that are emulated by hand. */
function accessTo(product: string): Access {
  return {
    ...(product === 'api' && { subaccounts: true }),
    ...(/^(?:accounts|iam|preview-iam)$/.test(product) && { fullAccessOnly: true }),
  };
}
