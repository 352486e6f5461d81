/**
 * A folder of specifications that cannot be used; the message names the file. In a file of its own, because the
 * command line tells this error from others without loading what reads specifications.
 */
export class SpecsError extends Error {
  override readonly name = 'SpecsError';
}
