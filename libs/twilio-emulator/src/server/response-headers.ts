import { productOfPath, readHost } from '../protocol/host.js';

/**
 * The headers that recorded answers of Twilio have. How many requests run at once is not counted: it is always 1.
 * @param ms how long the answer took, in milliseconds.
 */
export function twilioHeaders(
  {
    id,
    host,
    url,
  }: { readonly id: string; readonly host: string | undefined; readonly url: string },
  ms: number,
): Record<string, string> {
  const { product = productOfPath(url) ?? 'api', region } = readHost(host);
  return {
    'Twilio-Request-Id': id,
    'Twilio-Concurrent-Requests': '1',
    'Twilio-Request-Duration': (ms / 1000).toFixed(3),
    'X-Home-Region': region,
    'X-API-Domain': `${product}.twilio.com`,
  };
}
