/** User name and password of a Basic header, or `undefined` when it is not a valid one. */
export function readBasic(
  header: string,
): { readonly username: string; readonly password: string } | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 0) return undefined;
  return { username: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

/** The token of a Bearer header, or `undefined`. */
export function readBearer(header: string): string | undefined {
  return /^bearer +([^\s]+)$/i.exec(header)?.[1];
}
