/** One line of the live feed. Everything in it may be shown to anybody: no secret ever is. */
export interface ActivityEntry {
  /** So that an entry that is told twice is shown once. */
  readonly id: string;
  readonly at: string;
  /** Groups lines that look alike on the page. */
  readonly kind: 'token' | 'callback' | 'inbound' | 'verified' | 'rejected' | 'failure';
  readonly title: string;
  readonly detail: string;
  /** Of a token that was fetched: how long it lives. */
  readonly lifetimeMs?: number;
}
