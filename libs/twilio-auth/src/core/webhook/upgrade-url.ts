import type { BaseUrl } from './base-url.js';
import { formFields } from './form-fields.js';
import { publicUrls } from './public-url.js';
import type { SignedText } from './signature.js';
import type { SignedParams } from './signed-params.js';
import { pathOf, queryOf } from './webhook-request.js';

const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  https: ['wss'],
  wss: ['wss'],
  // Twilio itself only calls wss: the plain ones are for a machine of one's own.
  http: ['ws', 'wss'],
  ws: ['ws', 'wss'],
};

const NO_PARAMS = Buffer.alloc(0);

/**
 * Everything that Twilio may have signed for a WebSocket upgrade. It signs the `wss:` URL
 * (https://github.com/twilio-labs/twilio-aspnet/issues/162); whether with a trailing slash is
 * documented nowhere, and the query may count as parameters, as Twilio's own servers do it.
 */
export function upgradeTexts(
  base: BaseUrl,
  target: string,
  signedParams: SignedParams,
): SignedText[] {
  const query = queryOf(target);
  const path = pathOf(target);
  const params = signedParams.of(formFields(Buffer.from(query)));
  const texts: SignedText[] = [];
  for (const scheme of SCHEMES[base.scheme] ?? []) {
    for (const slashed of [path, otherSlash(path)]) {
      const local = query === '' ? slashed : `${slashed}?${query}`;
      for (const url of publicUrls({ ...base, scheme }, local)) {
        texts.push({ url, params: NO_PARAMS });
      }
      if (query === '') continue;
      for (const url of publicUrls({ ...base, scheme }, slashed)) texts.push({ url, params });
    }
  }
  return texts;
}

function otherSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
}
