/** "1 call", "2 calls". */
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

export const clock = (at) => new Date(at).toLocaleTimeString('en-GB');

/** "24 ms", "1.5 s". */
export function duration(ms) {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** "3 minutes", "45 seconds". */
export function lifetime(ms) {
  const seconds = Math.round(ms / 1000);
  if (seconds >= 7200) return `${Math.round(seconds / 3600)} hours`;
  return seconds >= 120 ? `${Math.round(seconds / 60)} minutes` : count(seconds, 'second');
}
