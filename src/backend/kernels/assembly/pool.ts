/**
 * The gradient of max pooling, added to zeros: each dy goes to the first of the largest numbers of
 * its window. Where none is larger than -∞ (all NaN, say), it goes nowhere.
 */
export function maxPoolGradient(
  x: usize,
  dy: usize,
  dx: usize,
  batch: i32,
  height: i32,
  width: i32,
  depth: i32,
  dyHeight: i32,
  dyWidth: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  padTop: i32,
  padLeft: i32,
): void {
  const pixel = depth * 4;
  const line = width * pixel;
  const image = height * line;
  const vectors = depth & ~3;
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < dyHeight; i++) {
      const top = i * strideHeight - padTop;
      const firstRow = max(0, top);
      const endRow = min(height, top + windowHeight);
      for (let j = 0; j < dyWidth; j++) {
        const left = j * strideWidth - padLeft;
        const firstColumn = max(0, left);
        const endColumn = min(width, left + windowWidth);
        let c = 0;
        for (; c < vectors; c += 4) {
          let largest = f32x4.splat(-Infinity);
          let place = i32x4.splat(-1);
          for (let row = firstRow; row < endRow; row++) {
            for (let column = firstColumn; column < endColumn; column++) {
              const at = row * line + column * pixel + c * 4;
              const value = v128.load(x + at);
              const isLarger = f32x4.gt(value, largest);
              largest = v128.bitselect(value, largest, isLarger);
              place = v128.bitselect(i32x4.splat(at), place, isLarger);
            }
          }
          const gradient = v128.load(dy);
          for (let row = firstRow; row < endRow; row++) {
            for (let column = firstColumn; column < endColumn; column++) {
              const at = row * line + column * pixel + c * 4;
              const part = v128.and(gradient, i32x4.eq(place, i32x4.splat(at)));
              v128.store(dx + at, f32x4.add(v128.load(dx + at), part));
            }
          }
          dy += 16;
        }
        for (; c < depth; c++) {
          let largest: f32 = -Infinity;
          let place = -1;
          for (let row = firstRow; row < endRow; row++) {
            for (let column = firstColumn; column < endColumn; column++) {
              const at = row * line + column * pixel + c * 4;
              const value = load<f32>(x + at);
              if (value > largest) {
                largest = value;
                place = at;
              }
            }
          }
          if (place >= 0) store<f32>(dx + place, load<f32>(dx + place) + load<f32>(dy));
          dy += 4;
        }
      }
    }
    x += image;
    dx += image;
  }
}
