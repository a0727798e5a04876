// Convolution and its two gradients, on [batch, height, width, channels].
//
// A block holds the same pixel of several images. All of them have the same taps inside the
// picture, so nothing is padded and no product with a border's zero is computed.

import { addOuterProducts, layPixels } from './outer';
import { layRuns, rowsTimesMatrix } from './rows';

/** Images a block holds: their rows of x stay in the first cache beside the weights. */
const BLOCK = 8;

/** The first kernel row (or column) that falls inside, at an output whose first tap is `start`. */
// @ts-ignore: decorator
@inline
function firstTap(start: i32, dilation: i32): i32 {
  return start >= 0 ? 0 : (dilation - 1 - start) / dilation;
}

/** One past the last kernel row (or column) that falls inside. */
// @ts-ignore: decorator
@inline
function lastTap(start: i32, dilation: i32, size: i32, kernel: i32): i32 {
  return min(kernel, (size - start + dilation - 1) / dilation);
}

/**
 * y[n, i, j, :] = bias + Σ x[n, i·stride − pad + u·dilation, …, :]·w[u, v, :, :].
 *
 * @param columns - output channels, a multiple of 4.
 * @param bias - `[columns]`, or 0 for none.
 */
export function convolve(
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  batch: i32,
  height: i32,
  width: i32,
  depth: i32,
  outHeight: i32,
  outWidth: i32,
  columns: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  padTop: i32,
  padLeft: i32,
  relu: bool,
): void {
  const pixel = depth * 4;
  const xLine = width * pixel;
  const xImage = height * xLine;
  const yPixel = columns * 4;
  const yImage = outHeight * outWidth * yPixel;
  const tap = depth * columns * 4;
  const isDense = dilationWidth == 1; // the taps of a kernel row are neighbours
  for (let n = 0; n < batch; n += BLOCK) {
    const images = min(BLOCK, batch - n);
    let out = y + n * yImage;
    for (let i = 0; i < outHeight; i++) {
      const top = i * strideHeight - padTop;
      const u = firstTap(top, dilationHeight);
      const lines = max(0, lastTap(top, dilationHeight, height, kernelHeight) - u);
      for (let j = 0; j < outWidth; j++) {
        const left = j * strideWidth - padLeft;
        const v = firstTap(left, dilationWidth);
        const taps = max(0, lastTap(left, dilationWidth, width, kernelWidth) - v);
        layRuns(
          lines,
          dilationHeight * xLine,
          kernelWidth * tap,
          isDense ? 1 : taps,
          dilationWidth * pixel,
          tap,
          isDense ? taps * pixel : pixel,
          yPixel,
        );
        rowsTimesMatrix(
          images,
          columns,
          x + n * xImage + (top + u * dilationHeight) * xLine + (left + v * dilationWidth) * pixel,
          xImage,
          w + (u * kernelWidth + v) * tap,
          out,
          yImage,
          bias,
          relu,
        );
        out += yPixel;
      }
    }
  }
}

/** The first tap of a turned kernel that meets a pixel of dy, at a distance `start` before it. */
// @ts-ignore: decorator
@inline
function firstMeeting(start: i32, stride: i32): i32 {
  if (start < 0) return -start;
  const past = start % stride;
  return past == 0 ? 0 : stride - past;
}

/** How many taps from `tap` on, each a stride apart, meet a pixel of dy. */
// @ts-ignore: decorator
@inline
function meetings(start: i32, tap: i32, stride: i32, size: i32, kernel: i32): i32 {
  const inKernel = (kernel - tap + stride - 1) / stride;
  return max(0, min(inKernel, size - (start + tap) / stride));
}

/**
 * The gradient of the input: dy, spread out by the stride, convolved with the turned kernel.
 *
 * @param w - `[kernelHeight, kernelWidth, dyDepth, columns]`: turned by half a turn, its channels
 *   exchanged. `columns` are the input's channels, a multiple of 4.
 */
export function convolveInputGradient(
  dy: usize,
  w: usize,
  dx: usize,
  batch: i32,
  height: i32,
  width: i32,
  columns: i32,
  dyHeight: i32,
  dyWidth: i32,
  dyDepth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  padTop: i32,
  padLeft: i32,
): void {
  const pixel = dyDepth * 4;
  const dyLine = dyWidth * pixel;
  const dyImage = dyHeight * dyLine;
  const dxPixel = columns * 4;
  const dxImage = height * width * dxPixel;
  const tap = dyDepth * columns * 4;
  const isDense = strideWidth == 1;
  for (let n = 0; n < batch; n += BLOCK) {
    const images = min(BLOCK, batch - n);
    let out = dx + n * dxImage;
    for (let i = 0; i < height; i++) {
      const top = i + padTop - (kernelHeight - 1);
      const u = firstMeeting(top, strideHeight);
      const lines = meetings(top, u, strideHeight, dyHeight, kernelHeight);
      for (let j = 0; j < width; j++) {
        const left = j + padLeft - (kernelWidth - 1);
        const v = firstMeeting(left, strideWidth);
        const taps = meetings(left, v, strideWidth, dyWidth, kernelWidth);
        layRuns(
          lines,
          dyLine,
          strideHeight * kernelWidth * tap,
          isDense ? 1 : taps,
          pixel,
          strideWidth * tap,
          isDense ? taps * pixel : pixel,
          dxPixel,
        );
        rowsTimesMatrix(
          images,
          columns,
          dy + n * dyImage + ((top + u) / strideHeight) * dyLine + ((left + v) / strideWidth) * pixel,
          dyImage,
          w + (u * kernelWidth + v) * tap,
          out,
          dxImage,
          0,
          false,
        );
        out += dxPixel;
      }
    }
  }
}

/**
 * The gradient of the kernel: dw[u, v, c, :] = Σ x[n, i·stride − pad + u, …, c]·dy[n, i, j, :].
 *
 * @param columns - dy's channels, a multiple of 4.
 * @param dw - `[kernelHeight, kernelWidth, depth, columns]`, zeros on entry.
 */
export function convolveKernelGradient(
  x: usize,
  dy: usize,
  dw: usize,
  batch: i32,
  height: i32,
  width: i32,
  depth: i32,
  dyHeight: i32,
  dyWidth: i32,
  columns: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  padTop: i32,
  padLeft: i32,
): void {
  const pixel = depth * 4;
  const xLine = width * pixel;
  const dyPixel = columns * 4;
  const dyLine = dyWidth * dyPixel;
  const tap = depth * dyPixel;
  // Where every tap lies inside for every pixel, the taps of a kernel row are taken as one.
  const isDense = padLeft == 0 && (dyWidth - 1) * strideWidth + kernelWidth <= width;
  const taps = isDense ? 1 : kernelWidth;
  const run = isDense ? kernelWidth * depth : depth;
  for (let n = 0; n < batch; n++) {
    for (let u = 0; u < kernelHeight; u++) {
      const i = firstTap(u - padTop, strideHeight);
      const lines = lastTap(u - padTop, strideHeight, height, dyHeight) - i;
      if (lines <= 0) continue;
      for (let v = 0; v < taps; v++) {
        const j = isDense ? 0 : firstTap(v - padLeft, strideWidth);
        const pixels = isDense ? dyWidth : lastTap(v - padLeft, strideWidth, width, dyWidth) - j;
        if (pixels <= 0) continue;
        layPixels(lines, strideHeight * xLine, dyLine, pixels, strideWidth * pixel, dyPixel);
        addOuterProducts(
          run,
          columns,
          x + (i * strideHeight + u - padTop) * xLine + (j * strideWidth + v - padLeft) * pixel,
          dy + i * dyLine + j * dyPixel,
          dw + (u * kernelWidth + v) * tap,
          dyPixel,
        );
      }
    }
    x += height * xLine;
    dy += dyHeight * dyLine;
  }
}
