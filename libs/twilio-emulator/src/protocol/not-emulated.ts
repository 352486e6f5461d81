import type { Answer } from './answer.js';

/**
 * The answer for everything that is not emulated: no made-up data, which a test could mistake for
 * Twilio's. Twilio itself never answers with status and code 501.
 */
export function notEmulated(method: string, host: string, path: string): Answer {
  // https://www.twilio.com/docs/usage/twilios-response
  const advice = /^\/2010-04-01\/[^.]+$/.test(path)
    ? ': without .json Twilio answers XML, so add .json to the path'
    : '';
  return refusal(501, `twilio-auth-emulator does not emulate ${method} ${host}${path}${advice}`, {
    resource: `${method} ${host}${path}`,
  });
}

/** The same for an emulated resource, when a request has parameters without effect here. */
export function parametersNotEmulated(
  method: string,
  path: string,
  parameters: readonly string[],
): Answer {
  const resource = `${method} ${path}`;
  const names = parameters.join(', ');
  return refusal(501, `twilio-auth-emulator does not emulate ${names} of ${resource}`, {
    resource,
    parameters,
  });
}

/** Several products have this path, and the host names none of them. */
export function severalProducts(
  method: string,
  path: string,
  matches: readonly { readonly product: string }[],
): Answer {
  const hosts = matches.map(({ product }) => `${product}.twilio.com`).join(', ');
  return refusal(501, `${method} ${path} may mean ${hosts}: send Twilio's host as Host header`, {
    resource: `${method} ${path}`,
  });
}

/** Hosts with a Region but no edge no longer exist. */
export function hostSwitchedOff(host: string): Answer {
  return refusal(
    421,
    `${host} was switched off on 2026-04-28: use api.twilio.com, or give the edge too, ` +
      'as in api.dublin.ie1.twilio.com',
    { resource: host },
  );
}

function refusal(status: number, message: string, more: Record<string, unknown>): Answer {
  return {
    status,
    body: {
      code: status,
      message,
      more_info: 'See the table of resources in the README of twilio-auth-emulator.',
      status,
      emulator: true,
      ...more,
    },
  };
}
