import { invalid } from '../protocol/twilio-error.js';
import type { MessagingService } from '../state/messaging-service.js';
import { chooseSender } from '../state/service-pool.js';
import type { MessageRequest } from './message-request.js';
import type { ApiCall } from './route.js';

/** Which number a message is sent from, and by which service. */
interface Sender {
  readonly from: string | undefined;
  readonly service: MessagingService | undefined;
  readonly isSenderChosen: boolean;
}

/**
 * The sender of a new message: `From`, or a number of the messaging service.
 * @throws {TwilioError} 21701 for a service that does not exist, 21704 for one without numbers.
 */
export function senderOf({ account, region }: ApiCall, request: MessageRequest): Sender {
  const { messagingServiceSid: sid, from, to } = request;
  if (sid === undefined) return { from, service: undefined, isSenderChosen: false };
  const service = account.messagingServices.get(sid);
  if (service?.region !== region)
    throw invalid(21701, `The Messaging Service ${sid} does not exist.`);
  if (from !== undefined) return { from, service, isSenderChosen: false };
  const chosen = chooseSender(account, service, to);
  if (chosen === undefined) {
    throw invalid(21704, `The Messaging Service ${sid} contains no phone numbers.`);
  }
  return { from: chosen, service, isSenderChosen: true };
}
