import type { Checksum } from './checksum.ts';

/** One file of a data set, as its publisher offers it. */
export interface SourceFile {
  name: string;
  bytes: number;
  /** All must match. */
  checksums: readonly Checksum[];
  /**
   * `file`: the file itself must match. `contents`: a file that is found (not downloaded) may be a
   * repacked archive, and whoever unpacks it verifies what is inside.
   */
  verify: 'file' | 'contents';
}

/** Where a data set comes from. */
export interface DataSource {
  /** What `--dataset` calls it, and the folder its files lie in. */
  name: string;
  title: string;
  files: readonly SourceFile[];
  /** Addresses of folders, each ending in `/`, tried in order. */
  mirrors: readonly string[];
  /** The embedded data set that stands in for it and needs no network. */
  standIn: 'strokes' | 'shapes';
}

const gzipped = (name: string, bytes: number, md5: string, sha256: string): SourceFile => ({
  name: `${name}.gz`,
  bytes,
  checksums: [
    { algorithm: 'md5', hex: md5 },
    { algorithm: 'sha256', hex: sha256 },
  ],
  verify: 'file',
});

export const mnistFiles = {
  trainImages: gzipped(
    'train-images-idx3-ubyte',
    9_912_422,
    'f68b3c2dcbeaaa9fbdd348bbdeb94873',
    '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
  ),
  trainLabels: gzipped(
    'train-labels-idx1-ubyte',
    28_881,
    'd53e105ee54ea40749a09fcbcd1e9432',
    '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
  ),
  testImages: gzipped(
    't10k-images-idx3-ubyte',
    1_648_877,
    '9fb629c4189551a2d022fa330f9573f3',
    '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
  ),
  testLabels: gzipped(
    't10k-labels-idx1-ubyte',
    4_542,
    'ec29112dd5afa0611ce80d1b7f02629c',
    'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
  ),
};

export const mnist: DataSource = {
  name: 'mnist',
  title: 'MNIST handwritten digits',
  files: Object.values(mnistFiles),
  mirrors: [
    'http://yann.lecun.com/exdb/mnist/',
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
  ],
  standIn: 'strokes',
};
