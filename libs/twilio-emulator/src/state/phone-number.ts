/** A number that an account owns. */
export interface PhoneNumber {
  readonly sid: string;
  readonly accountSid: string;
  readonly phoneNumber: string;
  friendlyName: string;
  smsUrl: string;
  smsMethod: string;
  voiceUrl: string;
  voiceMethod: string;
  statusCallback: string;
  readonly createdAt: number;
  updatedAt: number;
}
