import type { TokenStore } from '../config/token-store.js';
import { CachedTokenSource } from './cached-token-source.js';
import type { CachePorts } from './cached-token-source.js';
import type { OAuthClient } from './oauth-client.js';
import { SharedTokenSource } from './shared-token-source.js';
import { TokenEndpoint } from './token-endpoint.js';
import type { TokenEndpointPorts } from './token-endpoint.js';

/** What the layers need from outside, together. */
export interface TokenSourcePorts extends TokenEndpointPorts, CachePorts {
  readonly tokenStore?: TokenStore | undefined;
}

/** The layers in their order: endpoint, shared store where there is one, memory. */
export function createTokenSource(client: OAuthClient, ports: TokenSourcePorts): CachedTokenSource {
  const { tokenStore: store } = ports;
  const endpoint = new TokenEndpoint(client, ports);
  const upstream =
    store === undefined ? endpoint : new SharedTokenSource(client, endpoint, { ...ports, store });
  return new CachedTokenSource(client, upstream, ports);
}
