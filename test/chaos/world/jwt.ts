/** A token that the SDK can decode: it reads the expiry of a JWT. */
export function jwt(id: number, lifetimeSeconds: number): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { jti: id, iat, exp: iat + lifetimeSeconds };
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${parts.join('.')}.signature`;
}
