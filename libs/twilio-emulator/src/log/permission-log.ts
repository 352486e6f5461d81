import type { RequestPermission } from 'twilio-permissions';
import { sidOf, type Credential, type CredentialKind } from '../auth/credential.js';

/** What one credential was used for, as permissions. */
export interface PermissionUse {
  readonly credential: { readonly kind: CredentialKind; readonly sid: string };
  /** The account that the credential belongs to. */
  readonly account: string;
  /** Every permission that its requests need, sorted: what a restricted key in its place must have. */
  readonly permissions: readonly string[];
  /** Those of them that it lacks: the requests were answered with 401. */
  readonly missing: readonly string[];
  /** Requests that no restricted key and no OAuth app can make, e.g. `GET sync.twilio.com/v1/Services`. */
  readonly unsupported: readonly string[];
  /** Requests of which it is not known what they need. */
  readonly unknown: readonly string[];
  /** How many requests are in neither list, because it was full. */
  readonly dropped: number;
}

/** So that an emulator that runs for weeks does not grow. */
const MOST_CREDENTIALS = 1000;
const MOST_REQUESTS = 200;

interface Entry {
  readonly credential: Credential;
  readonly permissions: Set<string>;
  readonly missing: Set<string>;
  readonly unsupported: Set<string>;
  readonly unknown: Set<string>;
  dropped: number;
}

/** Which permissions each credential needed so far. */
export class PermissionLog {
  readonly #entries = new Map<string, Entry>();

  /**
   * What each credential needed since the start or the last `clear()`, whatever became of the
   * requests; credentials that were not used are not in it. No secret is in it.
   *
   * @example
   * const [use] = emulator.permissions.used();
   * expect(use?.permissions).toEqual(['/twilio/messaging/messages/create']);
   */
  used(): readonly PermissionUse[] {
    return [...this.#entries.values()].map(({ credential, dropped, ...sets }) => ({
      credential: { kind: credential.kind, sid: sidOf(credential) },
      account: credential.account.sid,
      permissions: sorted(sets.permissions),
      missing: sorted(sets.missing),
      unsupported: sorted(sets.unsupported),
      unknown: sorted(sets.unknown),
      dropped,
    }));
  }

  /** Forgets everything. */
  clear(): void {
    this.#entries.clear();
  }

  /** @internal */
  note(credential: Credential, needed: RequestPermission, request: string, refused: boolean): void {
    const entry = this.#entryOf(credential);
    if (needed.kind === 'mapped') {
      entry.permissions.add(needed.permission);
      if (refused) entry.missing.add(needed.permission);
      return;
    }
    const requests = entry[needed.kind];
    if (requests.has(request)) return;
    if (requests.size < MOST_REQUESTS) requests.add(request);
    else entry.dropped += 1;
  }

  #entryOf(credential: Credential): Entry {
    const sid = sidOf(credential);
    const known = this.#entries.get(sid);
    if (known !== undefined) return known;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size >= MOST_CREDENTIALS)
      this.#entries.delete(oldest);
    const entry: Entry = {
      credential,
      permissions: new Set(),
      missing: new Set(),
      unsupported: new Set(),
      unknown: new Set(),
      dropped: 0,
    };
    this.#entries.set(sid, entry);
    return entry;
  }
}

/** A path for the log, without the SIDs, numbers and addresses that each request has other ones of. */
export function withoutIds(path: string): string {
  return path
    .split('/')
    .map((segment) =>
      /^[A-Z]{2}[0-9a-f]{32}|\d{4}(?!-\d\d-\d\d)|[@%]/.test(segment) ? '{}' : segment,
    )
    .join('/');
}

function sorted(names: ReadonlySet<string>): readonly string[] {
  return [...names].toSorted();
}
