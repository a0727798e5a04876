/** What an axis measures. */
export interface AxisLabel {
  label: string;
  /** Of what is measured, such as `s` or `%`. */
  unit?: string | undefined;
}

/** An axis with its ends. */
export interface Axis extends AxisLabel {
  from: number;
  to: number;
}

/** `time, s`; the label alone where there is no unit. */
export function axisTitle(axis: AxisLabel): string {
  return axis.unit === undefined ? axis.label : `${axis.label}, ${axis.unit}`;
}

/** Where `value` lies between the ends: 0 at `from`, 1 at `to`; 0 on an axis without extent. */
export function axisPlace(axis: { from: number; to: number }, value: number): number {
  return axis.to === axis.from ? 0 : (value - axis.from) / (axis.to - axis.from);
}

/** The middles of `count` equal parts of the axis, in order. */
export function axisCentres(axis: { from: number; to: number }, count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => axis.from + ((axis.to - axis.from) * (i + 0.5)) / count,
  );
}
