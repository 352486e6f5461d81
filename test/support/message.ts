/** A message that the emulator accepts: the sender is its default number. */
export const message = { to: '+15551234567', from: '+15005550010', body: 'hi' };
