/** A data set of images with one class each, as it lies in memory. */
export interface LabelledImages {
  /** Grey or colour levels 0 … 255, image after image: `[count, height, width, channels]`, flattened. */
  images: Uint8Array;
  /** The class of each image, an integer from 0: `[count]`. */
  labels: Uint8Array;
  count: number;
  height: number;
  width: number;
  /** 1 for grey images, 3 for red, green, blue. */
  channels: number;
}
