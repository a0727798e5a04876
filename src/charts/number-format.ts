function exponential(value: number): string {
  const [mantissa, exponent] = value.toExponential(3).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`;
}

/**
 * A number in few characters: at most four significant digits, `k` from 10 000, `M` from a million,
 * an exponent below 0.001 and from 10⁹ (`0.25`, `12.5k`, `3e-5`). Neither NaN nor ±Infinity is
 * written as a number: they become `?`.
 */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 1e9) return exponential(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(4))}k`;
  return String(Number(value.toPrecision(4)));
}

/** A fraction in percent, without the sign: `97.5`. */
export const percent = (fraction: number, decimals = 1): string =>
  (100 * fraction).toFixed(decimals);

/**
 * The labels of an axis: one unit and as many decimals for all as their step needs.
 *
 * @param ticks - ascending, evenly spaced.
 */
export function tickLabels(ticks: readonly number[]): string[] {
  if (ticks.length < 2) return ticks.map(shortNumber);
  const largest = Math.max(...ticks.map(Math.abs));
  const step = (ticks[ticks.length - 1] - ticks[0]) / (ticks.length - 1);
  if (largest >= 1e9 || largest < 1e-3) {
    const decimals = Math.max(3, Math.ceil(Math.log10(largest / step)));
    return ticks.map((tick) => longExponential(tick, Math.min(15, decimals), step));
  }
  const [unit, suffix] = largest >= 1e6 ? [1e6, 'M'] : largest >= 1e4 ? [1e3, 'k'] : [1, ''];
  const decimals = Math.min(12, Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9)));
  return ticks.map((tick) => {
    if (Math.abs(tick) < step / 1e6) return '0';
    return (tick / unit).toFixed(decimals) + suffix;
  });
}

function longExponential(value: number, decimals: number, step: number): string {
  if (Math.abs(value) < step / 1e6) return '0';
  const [mantissa, exponent] = value.toExponential(decimals).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`;
}
