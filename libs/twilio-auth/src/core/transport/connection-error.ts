import { TwilioConnectionError } from '../errors/connection.error.js';
import { ExchangeFailure } from './exchange-failure.js';
import type { LastRequest } from './transport.js';

/** What the caller gets to see of a failure; every other error passes through. */
export function connectionError(
  failure: unknown,
  { host, method, path }: LastRequest,
  account?: string,
): unknown {
  if (!(failure instanceof ExchangeFailure)) return failure;
  return new TwilioConnectionError({
    host,
    method,
    path,
    causeCode: failure.code,
    ...(account === undefined ? {} : { account }),
  });
}
