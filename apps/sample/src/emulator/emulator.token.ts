/** Injection token of the emulator; a symbol, because production does not load its class. */
export const EMULATOR = Symbol('emulator');
