/** What is rotated, by which command, and the steps that its progress names. */
export const ROTATED = {
  'OAuth secret': {
    // The next rotation ends what is left of the one before, which nobody reads from the file any more.
    args: ['oauth', 'rotate-secret', '--grace', '60', '--end-oldest'],
    option: '--deliver-file',
    file: 'twilio.json',
    steps: ['requested', 'created', 'accepted', 'delivered'],
  },
  'Auth Token': {
    args: ['auth-token', 'rotate', '--grace', '1.5', '--keep-old', '0.5'],
    option: '--deliver-keys-file',
    file: 'keys',
    steps: ['created', 'accepted', 'delivered', 'waited', 'promoted', 'kept', 'removed'],
  },
} as const;
export type RotatedCredential = keyof typeof ROTATED;
