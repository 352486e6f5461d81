/** An error answer, with the message of the server. */
export class RequestError extends Error {
  constructor(status, { message, errorCode, twilioCode } = {}) {
    const words = [message].flat().filter(Boolean).join('; ') || 'no explanation';
    const code = errorCode ?? (twilioCode && `Twilio ${twilioCode}`);
    super(code ? `${words} (${status}, ${code})` : `${words} (${status})`);
    this.status = status;
  }

  isAnswered = true;
}

/** The server did not answer. */
class NoAnswerError extends Error {
  isAnswered = false;
}

/** Calls our own server, and throws {@link RequestError} unless it succeeds. */
export async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch(() => {
    throw new NoAnswerError('The sample does not answer. Is it still running?');
  });
  const text = await answer.text();
  const data = answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined;
  if (!answer.ok) throw new RequestError(answer.status, data);
  return data;
}
