/**
 * a·b + sum, in four lanes. With relaxed SIMD it is one instruction and one rounding, else two.
 * Both builds come from this one source: `ASC_FEATURE_RELAXED_SIMD` is settled by the compiler.
 */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(f32x4.mul(a, b), sum);
}
