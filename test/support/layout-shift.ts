/**
 * The layout shift of a page so far, as browsers report it to Web Vitals but of its whole life: what
 * moved without anything that a reader did. It runs in the browser, so it uses nothing outside itself.
 */
export function layoutShift(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const shifts = list.getEntries() as (PerformanceEntry & {
        readonly value: number;
        readonly hadRecentInput: boolean;
      })[];
      resolve(shifts.reduce((sum, one) => sum + (one.hadRecentInput ? 0 : one.value), 0));
    }).observe({ type: 'layout-shift', buffered: true });
    // Without any shift, the observer is not called.
    setTimeout(() => resolve(0), 300);
  });
}
