import { readFileSync } from 'node:fs';
import type { HttpOptions } from '../config/http-options.js';
import { TwilioAuthConfigError } from '../errors/config.error.js';
import { withoutUndefined } from '../primitives/without-undefined.js';
import type { TransportEnvironment } from './transport.js';

/** Which connections go through which proxy. */
export type ProxySettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'always'; readonly uri: string }
  | {
      readonly kind: 'environment';
      readonly httpProxy: string;
      readonly httpsProxy: string;
      readonly noProxy: string;
    };

/** As in curl and the SDK, an option of the application wins over the environment. */
export function proxySettings(http: HttpOptions, env: TransportEnvironment): ProxySettings {
  if (http.proxy === false) return { kind: 'none' };
  if (http.proxy !== undefined) {
    return { kind: 'always', uri: validUrl(http.proxy, 'http.proxy').href };
  }
  const { httpProxy = '', httpsProxy = '', noProxy = '' } = env;
  if (httpProxy === '' && httpsProxy === '') return { kind: 'none' };
  if (httpProxy !== '') validUrl(httpProxy, 'http.proxy', 'HTTP_PROXY');
  if (httpsProxy !== '') validUrl(httpsProxy, 'http.proxy', 'HTTPS_PROXY');
  return { kind: 'environment', httpProxy, httpsProxy, noProxy };
}

/** Certificate authorities to trust instead of Node's own; `undefined` for those. */
export function certificateAuthorities(
  http: HttpOptions,
  env: TransportEnvironment,
): string | Buffer | undefined {
  if (http.ca !== undefined) return http.ca;
  if (env.caBundlePath === undefined || env.caBundlePath === '') return undefined;
  try {
    return readFileSync(env.caBundlePath);
  } catch {
    throw new TwilioAuthConfigError([
      {
        path: 'http.ca',
        variable: 'TWILIO_CA_BUNDLE',
        expected: 'a readable PEM file',
        remedy: 'Correct the path or its permissions, or unset the variable.',
      },
    ]);
  }
}

/** Parses a URL of the configuration. It may contain a password, so the error does not quote it. */
export function validUrl(value: string, path: string, variable?: string): URL {
  try {
    return new URL(value);
  } catch {
    throw new TwilioAuthConfigError([
      {
        path,
        ...withoutUndefined({ variable }),
        expected: 'an absolute URL such as http://host:8080',
        remedy: 'Correct it, or remove it.',
      },
    ]);
  }
}
