import { isLoopbackHost } from '../server/host.js';

/** How webhooks of an emulator leave it. */
export interface WebhookOptions {
  /** Connect here for every webhook, whatever its URL says: your machine behind a public URL. */
  readonly target?: string;
  /** Hosts besides this machine that may be called, e.g. another container's name. */
  readonly hosts?: readonly string[];
}

/**
 * Where to connect for a webhook. The emulator is offline: only this machine is called, unless
 * the options name more.
 * @throws {Error} if the URL is none, or leads elsewhere.
 */
export function destination(url: string, options: WebhookOptions, target?: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw new Error('not an http or https URL');
  }
  const instead = target ?? options.target;
  if (instead !== undefined) return new URL(instead);
  if (!isLoopbackHost(parsed.hostname) && !(options.hosts ?? []).includes(parsed.hostname)) {
    throw new Error(
      `${parsed.hostname} is not this machine: give a webhook target, or allow the host`,
    );
  }
  return new URL(parsed.origin);
}
