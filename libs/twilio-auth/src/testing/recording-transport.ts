import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { TwilioConnectionError } from '../core/errors/connection.error.js';
import { isObject } from '../core/primitives/is-object.js';
import { ANY_SID } from '../core/primitives/sid.js';
import type { SdkRequest, SdkResponse } from '../core/transport/calls/sdk-contract.js';
import type { Transport } from '../core/transport/transport.js';
import { authStrategyOf, wireCredentialOf } from '../core/transport/calls/wire-credential.js';
import type { RecordedCall, ScriptedAnswer, TwilioRecorder } from './twilio-recorder.js';

/** A transport without a network: every request is recorded and answered from the script. */
export function createRecordingTransport(recorder: TwilioRecorder): Transport {
  const request = async (opts: SdkRequest): Promise<SdkResponse> => {
    const { hostname, pathname } = new URL(opts.uri);
    const method = opts.method.toUpperCase();
    const credential = wireCredentialOf(opts.authStrategy);
    // Policy and capabilities are checked as they are before a real request.
    credential?.assertAllowed({ method, host: hostname, path: pathname, data: opts.data });
    const call: RecordedCall = {
      account: credential?.accountName ?? 'none',
      method,
      resource: resourceOf(pathname),
      target: hostname + pathname,
      params: paramsOf(opts),
    };
    const { status, body } = recorder.record(call) ?? unscriptedAnswer(call);
    return { statusCode: status, body, headers: { 'content-type': 'application/json' } };
  };
  return {
    httpClient: () => ({ request, lastRequest: undefined, lastResponse: undefined }),
    async download({ url, credential }) {
      const authStrategy = authStrategyOf(credential);
      const response = await request({ method: 'get', uri: url, authStrategy });
      const { body, statusCode } = response;
      if (statusCode >= 400) return response;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      const headers = {
        'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json',
        'content-length': String(bytes.length),
      };
      return { statusCode, headers, body: Readable.from([bytes], { objectMode: false }) };
    },
    sendTokenRequest: () => Promise.reject(new Error('no token is needed without a network')),
    close: () => Promise.resolve(),
  };
}

function paramsOf({ uri, params, data }: SdkRequest): Readonly<Record<string, unknown>> {
  const given = isObject(data) ? data : { ...queryOf(uri), ...params };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** The requests for further pages of a list have their parameters in the URL. */
function queryOf(uri: string): Record<string, string | readonly string[]> {
  const { searchParams } = new URL(uri);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const [first = '', ...more] = searchParams.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}

/** The collection of a path: its last segment that is neither a SID nor a phone number. */
function resourceOf(path: string): string {
  const segments = path
    .replace(/\.json$/, '')
    .split('/')
    .filter(Boolean);
  const last = segments.at(-1) ?? '';
  const isInstance = ANY_SID.test(last) || last.startsWith('+');
  return (isInstance ? segments.at(-2) : last) ?? '';
}

const SID_PREFIXES: Readonly<Record<string, string>> = { Messages: 'SM', Calls: 'CA' };

/**
 * The answer to a call that no script answers: a new message or call is accepted, and anything
 * else says what to script. A made-up success would let a test pass that proves nothing.
 */
function unscriptedAnswer({ account, method, resource, params }: RecordedCall): ScriptedAnswer {
  const prefix = SID_PREFIXES[resource];
  if (method !== 'POST' || prefix === undefined) {
    throw new TwilioConnectionError({
      message: `No answer is scripted for ${method} ${resource}. Script one: recorder.on('${method}', '${resource}').reply({ … }).`,
      method,
      causeCode: 'not-scripted',
      sent: 'no',
      retryable: false,
      account,
    });
  }
  const fields = Object.entries(params).map(([name, value]) => [snakeCase(name), value]);
  const sid = prefix + randomBytes(16).toString('hex');
  return { status: 201, body: { ...Object.fromEntries(fields), sid, status: 'queued' } };
}

function snakeCase(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
}
