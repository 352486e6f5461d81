import {
  callbackMethod,
  callbackUrl,
  choice,
  flag,
  text,
  wholeNumber,
} from '../protocol/settings.js';
import type { SettingValues } from '../protocol/settings.js';

/** @see https://www.twilio.com/docs/messaging/api/service-resource */
export const MESSAGING_SERVICE_SETTINGS = {
  FriendlyName: text(64),
  InboundRequestUrl: callbackUrl,
  InboundMethod: callbackMethod,
  FallbackUrl: callbackUrl,
  FallbackMethod: callbackMethod,
  StatusCallback: callbackUrl,
  StickySender: flag(true),
  MmsConverter: flag(true),
  SmartEncoding: flag(true),
  ScanMessageContent: choice('inherit', 'enable', 'disable'),
  FallbackToLongCode: flag(true),
  AreaCodeGeomatch: flag(true),
  ValidityPeriod: wholeNumber(36_000, 1, 36_000),
  SynchronousValidation: flag(false),
  Usecase: text(64, 'undeclared'),
  UseInboundWebhookOnNumber: flag(false),
};

/** A pool of numbers that messages are sent from. */
export interface MessagingService {
  readonly sid: string;
  readonly accountSid: string;
  readonly region: string;
  readonly settings: SettingValues<typeof MESSAGING_SERVICE_SETTINGS>;
  /** SIDs of its numbers, and when each was added. */
  readonly senders: Map<string, number>;
  /** The number that a recipient had its last message from. */
  readonly lastSenders: Map<string, string>;
  readonly createdAt: number;
  updatedAt: number;
}
