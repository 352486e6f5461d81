import { isRecord } from '../protocol/checks.js';
import { fits } from './fits.js';
import { typed, type Given } from './given.js';
import { flatten, type OpenApiDocument, type Schema } from './openapi.js';
import { sample } from './sample.js';

/** What one request's answer is made from. */
interface EchoContext {
  readonly document: OpenApiDocument;
  readonly accountSid: string;
  readonly seed: string;
  readonly given: Given;
  /** Scheme and host of absolute addresses. */
  readonly origin: string;
}

/** Makes resources that repeat what the request says: a field of the same name has the same value. */
export class Echo {
  readonly document: OpenApiDocument;
  readonly #context: EchoContext;
  /** By {@link plainName}. */
  readonly #known = new Map<string, unknown>();

  constructor(context: EchoContext) {
    this.document = context.document;
    this.#context = context;
    const { given } = context;
    for (const [name, value] of [...given.others, ...given.path]) {
      this.#known.set(plainName(name), value);
    }
  }

  /** A value of the schema that repeats nothing but the account. */
  plain(schema: Schema): Record<string, unknown> {
    return sample(this.#context, schema, '') as Record<string, unknown>;
  }

  /**
   * A resource.
   * @param path of the request
   * @param own the path of the resource itself, `undefined` for one below the path: a new one, or an item of a list.
   */
  resource(given: Schema, path: string, own: string | undefined): unknown {
    const schema = flatten(this.document, given);
    const value = sample(this.#context, schema, '');
    if (!isRecord(value)) return value;
    for (const [name, each] of Object.entries(schema.properties ?? {})) {
      const repeated = this.#repeated(name, each);
      if (repeated !== undefined) value[name] = repeated;
    }
    const below = value['sid'] ?? value['id'] ?? value['unique_name'];
    const address = own ?? (typeof below === 'string' ? inside(path, below) : path);
    if (typeof value['uri'] === 'string') value['uri'] = address;
    if (typeof value['url'] === 'string') value['url'] = this.#context.origin + address;
    return value;
  }

  #repeated(name: string, schema: Schema): unknown {
    const value = this.#known.get(plainName(name));
    if (value === undefined) return undefined;
    const { document } = this;
    const converted = typeof value === 'string' ? typed(document, schema, [value]) : value;
    return fits(document, schema, converted) ? converted : undefined;
  }
}

/** `FriendlyName`, `friendly_name` and `friendlyName` are one name. */
function plainName(name: string): string {
  return name.replaceAll(/[_.]/g, '').toLowerCase();
}

function inside(path: string, sid: string): string {
  return path.endsWith('.json') ? `${path.slice(0, -5)}/${sid}.json` : `${path}/${sid}`;
}
