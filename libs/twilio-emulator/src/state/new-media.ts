import { newSid } from '../protocol/sid.js';
import type { MessageMedia } from './message.js';

/** The media of a new message, in the order of their URLs. */
export function newMedia(urls: readonly string[]): Map<string, MessageMedia> {
  return new Map(
    urls.map((url) => {
      const sid = newSid('ME');
      return [sid, { sid, url }];
    }),
  );
}

const TYPES: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  ogg: 'audio/ogg',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  vcf: 'text/vcard',
  webp: 'image/webp',
};

/** The type that the ending of a URL says; nothing is downloaded. */
export function contentTypeOf(url: string): string {
  const ending = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? '';
  return TYPES[ending] ?? 'application/octet-stream';
}
