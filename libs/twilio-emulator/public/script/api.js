const PREFIX = '/__emulator';
const TOKEN = 'control-token';

/** An error answer, with the reason that the emulator gives. */
export class RequestError extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

/** Kept for this tab only. */
export function setToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

/** Calls a control route. @throws {RequestError} unless it succeeds. */
export async function call(method, path, body) {
  const token = sessionStorage.getItem(TOKEN);
  const answer = await fetch(PREFIX + path, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    ...(token && { headers: { authorization: `Bearer ${token}` } }),
  }).catch(() => {
    throw new RequestError(0, 'The emulator does not answer. Is it still running?');
  });
  const text = await answer.text();
  const data = text === '' ? undefined : JSON.parse(text);
  if (answer.ok) return data;
  throw new RequestError(
    answer.status,
    data?.error ?? data?.message ?? `Answered ${answer.status}`,
  );
}
