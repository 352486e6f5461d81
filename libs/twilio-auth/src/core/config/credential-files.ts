import type { AuthOptions, SecretInput } from './auth-options.js';
import { CredentialReadError } from './credential-read-error.js';
import { SecretFileError } from './resolve-secret.js';

/** One half of a credential: the name of its field, and where its value is. */
interface Half {
  readonly field: string;
  readonly input: SecretInput;
}

/** Two rotations within one read are rare, and a third read is for nothing else. */
const MAX_READS = 3;

/**
 * A credential whose identifier is in a file, so that it may change together with its secret. The
 * identifier is read before and after the secret: files that were replaced in between, as
 * Kubernetes does with all files of a secret at once, are read again.
 */
export function pairFromFiles(
  auth: object,
  identifier: Half,
  secret: Half,
): () => Promise<AuthOptions> {
  return async () => {
    let before = await read(identifier);
    for (let reads = 1; ; reads += 1) {
      const value = await read(secret);
      const after = await read(identifier);
      if (after === before || reads === MAX_READS) {
        return { ...auth, [identifier.field]: after, [secret.field]: value } as AuthOptions;
      }
      before = after;
    }
  };
}

async function read({ field, input }: Half): Promise<string> {
  if (typeof input === 'string') return input;
  try {
    return await input();
  } catch (error) {
    if (error instanceof SecretFileError) throw new CredentialReadError(error.failure, field);
    throw error;
  }
}
