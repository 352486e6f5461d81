/**
 * What every webhook has. All values are strings, and Twilio adds parameters without notice:
 * never whitelist them (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 */
export interface WebhookPayload {
  /** `AC…`: the account the event belongs to. */
  readonly AccountSid: string;
  /** Such as `2010-04-01`. */
  readonly ApiVersion?: string;
  readonly [parameter: string]: string | undefined;
}
