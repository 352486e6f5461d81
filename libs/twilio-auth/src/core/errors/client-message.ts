/** For statuses that speak about this application: its configuration is nobody else's business. */
const GENERIC: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  502: 'Twilio did not accept or answer the request of this application.',
  503: 'Twilio cannot be used at the moment.',
  504: 'Twilio did not answer in time.',
};

/** Twilio names the account in its words about a missing resource. */
const ACCOUNT_SID = /\bAC[0-9a-fA-F]{32}\b/g;

/**
 * What a client reads: the real words where the caller can mend the request, something general
 * otherwise. The log has the rest.
 */
export function clientMessage(status: number, message: unknown): string {
  if (status >= 500 || status === 403) return GENERIC[status] ?? 'Internal server error';
  if (typeof message !== 'string' || message === '') return 'Twilio refused the request.';
  return message.replaceAll(ACCOUNT_SID, 'AC…');
}
