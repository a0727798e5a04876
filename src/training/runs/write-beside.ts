/** Work that goes on beside others, and ends them where it fails. */
export interface WriteBeside {
  /** Aborted by the signal that was given, and by work that fails. */
  readonly signal: AbortSignal;
  add(work: Promise<void> | undefined): void;
  /** @throws what writing threw. */
  end(): Promise<void>;
}

/** Files are written while networks train; the first that cannot be ends everything. */
export function writeBeside(signal: AbortSignal): WriteBeside {
  const halt = new AbortController();
  const pending: Promise<void>[] = [];
  let mishap: { error: unknown } | undefined;
  return {
    signal: AbortSignal.any([signal, halt.signal]),
    add(work: Promise<void> | undefined): void {
      const settled = work?.catch((error: unknown) => {
        mishap ??= { error };
        halt.abort();
      });
      if (settled) pending.push(settled);
    },
    async end(): Promise<void> {
      await Promise.all(pending);
      if (mishap) throw mishap.error;
    },
  };
}
