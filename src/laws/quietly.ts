const methods = ['log', 'info', 'debug', 'warn', 'error'] as const;

/** Runs work whose calls of the subject are ours, not the student's: what it prints is dropped. */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const kept = methods.map((method) => console[method]); // oxlint-disable-line no-console
  for (const method of methods) console[method] = () => undefined; // oxlint-disable-line no-console
  try {
    return await work();
  } finally {
    methods.forEach((method, i) => (console[method] = kept[i])); // oxlint-disable-line no-console
  }
}
