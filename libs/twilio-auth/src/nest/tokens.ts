const internal = (name: string): symbol => Symbol.for(`nestjs-twilio-auth:${name}`);

/** @internal A test may override it with a fake clock. */
export const TWILIO_AUTH_CLOCK = internal('clock');
/** @internal Provided by the testing module only, in place of the network. */
export const TWILIO_AUTH_TRANSPORT = internal('transport');
/** @internal */
export const TWILIO_AUTH_RUNTIME = internal('runtime');
