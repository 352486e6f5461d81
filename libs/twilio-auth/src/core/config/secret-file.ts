import { readFile } from 'node:fs/promises';

/**
 * Reads a mounted secret each time it is called, so that a rotated file is seen. Opening by
 * path follows the symlink that Kubernetes swaps on rotation.
 *
 * The path never appears in an error: somebody may have put the secret itself there.
 */
export function secretFile(path: string): () => Promise<string> {
  return async () => {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      const { code } = error as { code: string };
      throw new Error(`the file cannot be read (${code})`);
    }
  };
}
