import { MASK, maskTokens } from '../log/secrets.js';
import type { EmulatorState } from '../state/emulator-state.js';

/** Shorter ones are part of ordinary words; only a shared key of a seed can be that short. */
const SHORTEST_SECRET = 8;

/** A view as JSON in which every secret of the emulator is masked, wherever it occurs. */
export function withoutSecrets(state: EmulatorState, view: unknown): string {
  let text = maskTokens(JSON.stringify(view));
  for (const secret of secretsOf(state)) {
    if (secret.length >= SHORTEST_SECRET && text.includes(secret)) {
      text = text.replaceAll(secret, MASK);
    }
  }
  return text;
}

function* secretsOf(state: EmulatorState): Iterable<string> {
  for (const { authTokens, testCredentials, sharedKeys } of state.accounts) {
    for (const { primary, secondary = '' } of authTokens.values()) yield* [primary, secondary];
    yield testCredentials?.authToken ?? '';
    yield* sharedKeys.map(({ secret }) => JSON.stringify(secret).slice(1, -1));
  }
  for (const { secret } of state.keys.values()) yield JSON.stringify(secret).slice(1, -1);
  for (const { secrets } of state.oauthApps.values()) {
    yield* secrets.map(({ value }) => JSON.stringify(value).slice(1, -1));
  }
}
