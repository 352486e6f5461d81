import { IsOptional, IsString, Length, Matches } from 'class-validator';

const E164 = /^\+[1-9]\d{1,14}$/;

/** The body of `POST /messages`. */
export class SendMessage {
  @Matches(E164, { message: 'to must be a phone number such as +15551234567' })
  to!: string;

  @IsString()
  @Length(1, 1600)
  body!: string;

  /** Default: the account's own number. */
  @IsOptional()
  @Matches(E164, { message: 'from must be a phone number such as +15557654321' })
  from?: string;
}
