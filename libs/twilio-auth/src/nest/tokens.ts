const internal = (name: string): symbol => Symbol.for(`nestjs-twilio-auth:${name}`);

/** @internal */
export const TWILIO_AUTH_CLOCK = internal('clock');
/** @internal */
export const TWILIO_AUTH_OPTIONS_FACTORY = internal('options-factory');
/** @internal */
export const TWILIO_AUTH_CUSTOM_FACTORIES = internal('custom-factories');
/** @internal */
export const TWILIO_AUTH_CONFIG = internal('config');
/** @internal */
export const TWILIO_AUTH_TRANSPORT = internal('transport');
/** @internal */
export const TWILIO_AUTH_GATE = internal('gate');
/** @internal */
export const TWILIO_AUTH_RUNTIME = internal('runtime');
/** @internal */
export const TWILIO_AUTH_HEALTH = internal('health');
