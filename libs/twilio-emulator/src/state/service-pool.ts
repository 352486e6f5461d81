import type { Account } from './account.js';
import type { MessagingService } from './messaging-service.js';

/** The service that a number is in. */
export function serviceOf(account: Account, numberSid: string): MessagingService | undefined {
  return [...account.messagingServices.values()].find(({ senders }) => senders.has(numberSid));
}

/**
 * The number that a service sends to a recipient from: the one before (`StickySender`), one of the same area
 * (`AreaCodeGeomatch`), or the first. `undefined` if the service has none.
 */
export function chooseSender(
  account: Account,
  service: MessagingService,
  to: string,
): string | undefined {
  const { senders, settings, lastSenders } = service;
  const numbers = [...senders.keys()].flatMap(
    (sid) => account.phoneNumbers.get(sid)?.phoneNumber ?? [],
  );
  const last = settings.StickySender ? lastSenders.get(to) : undefined;
  const near = settings.AreaCodeGeomatch ? to.slice(0, 5) : undefined;
  const chosen =
    numbers.find((number) => number === last) ??
    numbers.find((number) => number.slice(0, 5) === near) ??
    numbers[0];
  if (chosen !== undefined) lastSenders.set(to, chosen);
  return chosen;
}
