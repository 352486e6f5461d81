import { posix } from 'node:path';

const LINK = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g;
const BLOCK = /^([ \t]*```[\s\S]*?^[ \t]*```[ \t]*$)/m;

/** A README whose relative links lead to the repository's web pages, since npm shows it elsewhere. */
export function withAbsoluteLinks(markdown, { url, directory }) {
  const web = url.replace(/^git\+/, '').replace(/\.git$/, '');
  const absolute = (image, target) => {
    if (/^([a-z][a-z\d+.-]*:|#)/i.test(target)) return target;
    const path = posix.join(directory, target);
    return image ? `${web}/raw/main/${path}` : `${web}/blob/main/${path}`;
  };
  const prose = (text) =>
    text.replaceAll(LINK, (_, image, label, target) => {
      const words = image ? label : prose(label);
      return `${image}[${words}](${absolute(image === '!', target)})`;
    });
  // Code blocks stay as they are: every second part of the split is one.
  return markdown
    .split(BLOCK)
    .map((part, index) => (index % 2 === 0 ? prose(part) : part))
    .join('');
}
