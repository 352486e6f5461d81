/** What the work throws. Fails if it throws nothing. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** What the promise rejects with. Fails if it does not reject. */
export async function rejectionOf(
  promise: Promise<unknown>,
): Promise<Error & Record<string, unknown>> {
  return promise.then(
    () => {
      throw new Error('the promise did not reject');
    },
    (error: unknown) => error as Error & Record<string, unknown>,
  );
}
