/** A URL without its user name and password, and the header that these make. */
interface SplitUrl {
  readonly url: string;
  readonly authorization: string | undefined;
}

/** Takes the user info out of a URL, and leaves every other character as it is: the signature covers them. */
export function splitUserInfo(url: string): SplitUrl {
  const [, scheme = '', userInfo] = /^([a-z]+:\/\/)([^/?#]*)@/i.exec(url) ?? [];
  if (userInfo === undefined) return { url, authorization: undefined };
  const pair = userInfo.split(':', 2).map(decoded);
  const encoded = Buffer.from(`${pair[0] ?? ''}:${pair[1] ?? ''}`).toString('base64');
  return {
    url: scheme + url.slice(scheme.length + userInfo.length + 1),
    authorization: `Basic ${encoded}`,
  };
}

/** Whether an answer asks for Basic credentials; Twilio sends them only then. */
export function asksForBasic(
  status: number,
  challenge: string | readonly string[] | undefined,
): boolean {
  return status === 401 && /\bbasic\b/i.test(String(challenge ?? ''));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
