import { Matches } from 'class-validator';

/** The body of `POST /session`. */
export class SignIn {
  @Matches(/^\w{1,40}$/, { message: 'name must be 1 to 40 letters, digits or underscores' })
  name!: string;
}
