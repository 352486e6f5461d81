/** The context of every line this library logs. */
export const LOG_CONTEXT = 'TwilioAuth';
