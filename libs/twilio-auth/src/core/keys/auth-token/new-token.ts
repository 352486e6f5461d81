import { keyError } from '../key-error.js';
import { SecondaryExistsError } from './token-admin.js';
import { done, type TokenProgress, type TokenRotation } from './token-rotation.js';

/** A new token, and the one that it replaces. */
export type CreatedToken = TokenProgress & {
  readonly newToken: string;
  readonly oldToken: string;
};

/**
 * The new token: that of an earlier run, or a secondary one that is created now. Only one that this
 * rotation has asked for, and lost, is replaced unasked.
 */
export async function newTokenOf(rotation: TokenRotation): Promise<CreatedToken> {
  const { earlier, tokens, progress, primary, options } = rotation;
  if (earlier?.newToken !== undefined && earlier.oldToken !== undefined) {
    return { ...earlier, newToken: earlier.newToken, oldToken: earlier.oldToken };
  }
  const mayReplace = earlier?.state === 'requested' || options.replaceSecondary === true;
  await progress.write({ state: 'requested' });
  const newToken = await tokens.createSecondary().catch(async (error: unknown) => {
    if (!(error instanceof SecondaryExistsError)) throw error;
    if (!mayReplace) {
      await progress.remove();
      throw secondaryExists(error);
    }
    await tokens.removeSecondary();
    return tokens.createSecondary();
  });
  const created = { state: 'created', newToken, oldToken: primary } as const;
  await progress.write(created);
  await done(rotation, 'created');
  return created;
}

function secondaryExists({ message }: SecondaryExistsError): Error {
  return keyError(
    'secondary-exists',
    `Twilio created no secondary Auth Token, most likely because there is one: "${message}". Nothing was changed.`,
    'Promote or delete it in the Console; or, if nothing uses it, replace it (replaceSecondary, --replace-secondary).',
  );
}
