import { createServer } from 'node:http';
import twilio from 'twilio';

const WAIT_MS = 5_000;

/** An application that takes webhooks, and checks their signature with Twilio's own library. */
export async function startReceiver() {
  let take = () => undefined;
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk) => (body += chunk));
    incoming.on('end', () => {
      outgoing.setHeader('content-type', 'text/xml').end('<Response/>');
      take({ headers: incoming.headers, params: Object.fromEntries(new URLSearchParams(body)) });
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/sms`;
  return {
    url,
    stop: () => server.close(),
    /** The next webhook; the function says of it whether it came, and was signed with this token. */
    next() {
      const arrived = new Promise((resolve) => {
        take = resolve;
        setTimeout(resolve, WAIT_MS).unref();
      });
      return async (token) => {
        const webhook = await arrived;
        if (webhook === undefined) return 'no, none arrived';
        const signature = webhook.headers['x-twilio-signature'];
        if (signature === undefined) return 'no, it has no signature';
        const isValid = twilio.validateRequest(token, signature, url, webhook.params);
        return isValid ? 'yes' : 'no, its signature is invalid';
      };
    },
  };
}
