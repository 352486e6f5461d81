import type { SdkClient } from '../../client/sdk-client.js';
import { isObject } from '../../primitives/is-object.js';
import { keyError } from '../key-error.js';

/** Twilio refused the request, and so gave the app no other secret. */
export class SecretRefusedError extends Error {
  override readonly name = 'SecretRefusedError';
}

/**
 * Gives an OAuth app another secret while the present one stays valid for the grace.
 *
 * Twilio's specification names this resource without a method and without fields, and no library of
 * Twilio's has it. What is sent here is what `twilio-auth-emulator` takes. Seconds are the safe guess:
 * a reader that expects days refuses any grace of more than half a minute, or grants more.
 *
 * @see https://www.twilio.com/docs/iam/oauth-apps/account-oauth-apps-resource
 */
export async function requestSecret(
  client: SdkClient,
  clientId: string,
  graceSeconds: number,
): Promise<string> {
  const { statusCode, body } = await client.request({
    method: 'post',
    uri: `https://iam.twilio.com/v1/Account/OAuthApps/${clientId}/secret`,
    headers: { 'Content-Type': 'application/json' },
    data: { grace_period: graceSeconds },
  });
  const answer: Readonly<Record<string, unknown>> = isObject(body) ? body : {};
  if (statusCode >= 400) {
    const { message, code } = answer;
    const words = `Twilio answered ${statusCode} (${String(code)}): ${String(message)}`;
    if (statusCode < 500) throw new SecretRefusedError(words);
    throw new Error(words);
  }
  const { secret } = answer;
  if (typeof secret === 'string' && secret !== '') return secret;
  throw keyError(
    'secret-missing',
    `Twilio answered ${statusCode} to the rotation of the secret of ${clientId}, but its answer has no secret.`,
    'Look at the app in the Console: rotate its secret there, and give the new one as newSecret.',
  );
}
