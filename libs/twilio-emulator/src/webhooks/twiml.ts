/** One `<Message>` of an answer. */
export interface Reply {
  readonly to: string | undefined;
  readonly from: string | undefined;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly statusCallback: string | undefined;
}

/** https://www.twilio.com/docs/api/errors/14109 */
const MAX_REPLIES = 10;

/**
 * The messages that an answer to an inbound message sends: each `<Message>` of TwiML, or a text as it is.
 * @see https://www.twilio.com/docs/messaging/twiml
 */
export function repliesIn(contentType: string, answer: string): readonly Reply[] {
  if (/^text\/plain\b/i.test(contentType)) return answer === '' ? [] : [replyOf('', answer)];
  if (!/^(?:text|application)\/xml\b/i.test(contentType)) return [];
  const verbs = withoutComments(answer).matchAll(/<Message\b([^>]*?)(?:\/>|>([^]*?)<\/Message>)/g);
  return [...verbs]
    .slice(0, MAX_REPLIES)
    .map(([, attributes = '', content = '']) => replyOf(attributes, content));
}

/** How a call ends by the first verb of an answer: `<Reject>` or `<Hangup>`. */
export function endOfCall(answer: string): 'busy' | 'no-answer' | 'completed' | undefined {
  const [, verb, attributes = ''] =
    /<Response\b[^>]*>\s*<(Reject|Hangup)\b([^>]*)/.exec(withoutComments(answer)) ?? [];
  if (verb === 'Hangup') return 'completed';
  if (verb === undefined) return undefined;
  return attribute(attributes, 'reason') === 'busy' ? 'busy' : 'no-answer';
}

function replyOf(attributes: string, content: string): Reply {
  const bodies = [...content.matchAll(/<Body\b[^>]*>([^]*?)<\/Body>/g)].map(([, text]) => text);
  const media = [...content.matchAll(/<Media\b[^>]*>([^]*?)<\/Media>/g)].map(([, url = '']) => url);
  const own = content.replace(/<(Body|Media)\b[^]*?<\/\1>/g, '');
  return {
    to: attribute(attributes, 'to'),
    from: attribute(attributes, 'from'),
    body: decoded(bodies.length > 0 ? bodies.join('') : own).trim(),
    mediaUrls: media.map((url) => decoded(url).trim()),
    statusCallback: attribute(attributes, 'statusCallback') ?? attribute(attributes, 'action'),
  };
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found ? decoded(found[1] ?? found[2] ?? '') : undefined;
}

function withoutComments(xml: string): string {
  return xml.replace(/<!--[^]*?-->/g, '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decoded(text: string): string {
  return text
    .replace(/<!\[CDATA\[([^]*?)\]\]>/g, (_, data: string) => data.replaceAll('&', '&amp;'))
    .replace(
      /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
      (whole, hex?: string, decimal?: string, name = '') => {
        if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
        if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
        return ENTITIES[String(name)] ?? whole;
      },
    );
}
