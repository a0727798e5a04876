/** Whether a weight is a kernel, and not a bias. */
export const isKernel = (weight: unknown): boolean =>
  Array.isArray(weight) && Array.isArray(weight[0]);

/** Whether two units of a kernel have the same incoming weights; units are the last axis. */
export function hasTwins(kernel: unknown): boolean {
  let rows = kernel as unknown[][];
  while (Array.isArray(rows[0][0])) rows = rows.flat() as unknown[][];
  const units = rows[0].map((_, unit) => rows.map((row) => row[unit]).join());
  return new Set(units).size < units.length;
}
