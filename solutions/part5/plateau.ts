export interface PlateauOptions {
  patience?: number;
  margin?: number;
}

export function findPlateau(
  curve: readonly number[],
  recordsPerEpoch: number,
  { patience = 3, margin = 0.005 }: PlateauOptions = {},
): number {
  const epochs = Math.floor(curve.length / recordsPerEpoch);
  if (epochs < 1) {
    throw new Error(
      `the curve has ${curve.length} records, and an epoch ${recordsPerEpoch}: there is no whole epoch`,
    );
  }
  const means = Array.from({ length: epochs }, (_, epoch) =>
    mean(curve.slice(epoch * recordsPerEpoch, (epoch + 1) * recordsPerEpoch)),
  );
  for (let n = 1; n + patience <= epochs; n++) {
    const best = Math.max(...means.slice(0, n));
    const next = means.slice(n, n + patience);
    if (next.every((value) => value <= best + margin)) return n;
  }
  return epochs;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
