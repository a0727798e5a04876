/* oxlint-disable no-underscore-dangle -- Emscripten's names */
import { OutOfMemory } from './backend-errors.ts';

/** What is used of the module that Emscripten made of the WebAssembly backend. */
export interface EmscriptenModule {
  /** @returns the address, or 0 when the memory cannot grow any more. */
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/**
 * Makes an allocation that fails throw. The backend itself takes the 0 for an address, and writes
 * the tensor over whatever lies at the beginning of the memory.
 */
export function refuseFullMemory(module: EmscriptenModule): void {
  module._free(module._malloc(1)); // the first call replaces the function by the real one
  const allocate = module._malloc;
  module._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0) {
      throw new OutOfMemory(`no room for a tensor of ${bytes} bytes in the memory of WebAssembly`);
    }
    return address;
  };
}
