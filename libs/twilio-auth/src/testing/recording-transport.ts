import type { SdkRequest, SdkResponse } from '../core/transport/sdk-contract.js';
import type { Transport } from '../core/transport/transport.js';
import { wireCredentialOf } from '../core/transport/wire-credential.js';
import { resourceOf, type RecordedCall } from './recorded-call.js';
import { unscriptedAnswer } from './scripted-answer.js';
import type { TwilioRecorder } from './twilio-recorder.js';

/** A transport without a network: every request is recorded and answered from the script. */
export function createRecordingTransport(recorder: TwilioRecorder): Transport {
  const request = async (opts: SdkRequest): Promise<SdkResponse> => {
    const { hostname, pathname } = new URL(opts.uri);
    const method = opts.method.toUpperCase();
    const credential = wireCredentialOf(opts.authStrategy);
    // Policy and capability have their say as they would before the real wire.
    credential?.admit({ method, host: hostname, path: pathname, data: opts.data });
    const call: RecordedCall = {
      account: credential?.account ?? 'none',
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
    sendTokenRequest: () => Promise.reject(new Error('no token is needed without a network')),
    close: () => Promise.resolve(),
  };
}

function paramsOf({ params, data }: SdkRequest): Readonly<Record<string, unknown>> {
  const given = typeof data === 'object' && data !== null ? data : params;
  return Object.fromEntries(
    Object.entries(given ?? {}).filter(([, value]) => value !== undefined && value !== null),
  );
}
