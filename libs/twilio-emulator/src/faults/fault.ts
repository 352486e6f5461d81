import { PRODUCTS } from '../protocol/host.js';
import type { Product } from '../protocol/host.js';
import {
  anything,
  checkOf,
  isRecord,
  object,
  oneOf,
  recordOf,
  text,
  wholeNumber,
} from '../protocol/checks.js';
import type { Check } from '../protocol/checks.js';

/** Which requests a fault applies to; every request unless given. */
export interface FaultMatch {
  readonly product?: Product;
  /** `GET`, `POST`, … */
  readonly method?: string;
  /** Part of the path, e.g. `/Messages.json`. */
  readonly path?: string;
}

/** What goes wrong. */
export type FaultKind =
  /** The answer comes `ms` milliseconds late. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** A key, secret or Auth Token that these requests make is accepted only `ms` milliseconds later. */
  | { readonly kind: 'propagation'; readonly ms: number }
  /** 503 with code 20503. */
  | { readonly kind: 'outage' }
  /** The connection is cut without an answer. */
  | { readonly kind: 'reset' }
  /** The connection stays open and no answer comes. */
  | { readonly kind: 'hang' }
  /** 429 with code 20429 and, if given, `Retry-After`. */
  | { readonly kind: 'throttle'; readonly retryAfterSeconds?: number }
  /** A 5xx with Twilio's error body. */
  | { readonly kind: 'error'; readonly status: number }
  /** 200 with a body that no client can use. */
  | { readonly kind: 'malformed'; readonly body: MalformedBody }
  /** Exactly this answer; an object becomes JSON. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Readonly<Record<string, unknown>>;
    };

const MALFORMED_BODIES = ['html', 'truncated-json', 'empty', 'array', 'broken-gzip'] as const;
/** A body that a client cannot use. */
export type MalformedBody = (typeof MALFORMED_BODIES)[number];

/** A fault to inject: what, for which requests, and how often (until it is removed unless `times` is given). */
export type Fault = FaultKind & { readonly when?: FaultMatch; readonly times?: number };

/** A fault that replaces the answer. */
export type AnswerFault = Exclude<Fault, { kind: 'latency' | 'propagation' }>;

/** What Node sends; anything else would make it throw. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const HEADER_VALUE = text('text without line breaks', /^[\t\x20-\x7e\x80-\xff]*$/);

const textOrJson = checkOf({}, (value, path, problems) => {
  if (typeof value !== 'string' && !isRecord(value) && !Array.isArray(value)) {
    problems.push(`${path}: must be a string, an object or a list`);
  }
});

const FIELDS: Readonly<Record<FaultKind['kind'], readonly [Record<string, Check>, string[]]>> = {
  latency: [{ ms: wholeNumber(0, 3_600_000) }, ['ms']],
  propagation: [{ ms: wholeNumber(0, 3_600_000) }, ['ms']],
  outage: [{}, []],
  reset: [{}, []],
  hang: [{}, []],
  throttle: [{ retryAfterSeconds: wholeNumber(0, 86_400) }, []],
  error: [{ status: wholeNumber(500, 599) }, ['status']],
  malformed: [{ body: oneOf(...MALFORMED_BODIES) }, ['body']],
  answer: [
    {
      status: wholeNumber(200, 599),
      headers: recordOf(HEADER_VALUE, HEADER_NAME),
      body: textOrJson,
    },
    ['status'],
  ],
};

const COMMON = {
  kind: anything,
  times: wholeNumber(1, 1_000_000),
  when: object({
    product: oneOf(...PRODUCTS),
    method: text('an HTTP method', /^[A-Za-z]+$/),
    path: text('part of a path'),
  }),
};

/** Everything that is wrong with a fault; empty for a valid one. */
export function problemsOfFault(value: unknown): readonly string[] {
  const problems: string[] = [];
  const kind = isRecord(value) ? value['kind'] : undefined;
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) {
    return [`kind: must be one of ${Object.keys(FIELDS).join(', ')}`];
  }
  const [fields, required] = FIELDS[kind as FaultKind['kind']];
  object({ ...COMMON, ...fields }, required)(value, '', problems);
  return problems;
}
