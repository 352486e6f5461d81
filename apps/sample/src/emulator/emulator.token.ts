/** Injection token of the emulator; a symbol, because production never loads its class. */
export const EMULATOR = Symbol('emulator');
