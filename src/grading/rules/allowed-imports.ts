/** What the files of one part may import beside each other. */
export interface AllowedImports {
  /** For example `part2`. */
  part: string;
  /** Packages, with whatever lies in them. */
  packages: readonly string[];
  /** Modules, each by its exact name. */
  modules: readonly string[];
  /** What they may not use of one of these. */
  without?: ForbiddenMembers;
}

/** A part of a library that is forbidden, where the rest is allowed. */
export interface ForbiddenMembers {
  module: string;
  names: readonly string[];
  /** What one of the part's files may use all the same. */
  except?: { file: string; names: readonly string[] };
  /** For example `this part is written without it`. */
  reason: string;
}

/** What the stubs import, used or in the comments that name what will be needed. */
const helpers = ['#src/common/random', '#src/data/batches', '#src/laws/not-implemented'];

const withTensorFlow = new Set([3, 4, 5, 6, 7, 8]);

const words = (lines: readonly string[]) => lines.flatMap((line) => line.split(' '));

/** What finds gradients or trains, or leads to it. */
const training = words([
  'grad grads valueAndGrad valueAndGrads variableGrads customGrad getGradient registerGradient engine Engine',
  'train losses Optimizer OptimizerConstructors SGDOptimizer MomentumOptimizer AdagradOptimizer',
  'AdadeltaOptimizer AdamOptimizer AdamaxOptimizer RMSPropOptimizer',
]);

/** What puts layers into networks. */
const networks = words([
  'layers model sequential input LayersModel Sequential RNN loadLayersModel',
]);

/** What part 7 has the student write, and the corners of the library where it is to be had. */
const pieces = words([
  'dropout batchNorm batchNorm2d batchNorm3d batchNorm4d basicLSTMCell multiRNNCell LSTM GRU',
  'image math metrics confusionMatrix',
]);

/** Of the parts in which the library's own would be the task. */
const without: ReadonlyMap<number, ForbiddenMembers> = new Map([
  [
    6,
    {
      module: '@tensorflow/tfjs',
      names: [...training, ...networks],
      reason: 'part 6 is written without autodiff, layers, losses and optimizers of the library',
    },
  ],
  [
    7,
    {
      module: '@tensorflow/tfjs',
      names: [...training, ...networks, ...pieces],
      except: { file: 'part7/network.ts', names: networks },
      reason:
        'part 7 is written without autodiff, losses, optimizers and ready-made pieces of the library, and only network.ts has its layers',
    },
  ],
  [
    8,
    {
      module: '@tensorflow/tfjs',
      names: [...training, ...networks],
      reason: 'part 8 is written without autodiff, layers, losses and optimizers of the library',
    },
  ],
]);

/**
 * The course's rules: TensorFlow.js in parts 3 to 8, of which parts 6 and 8 have only the arithmetic, and part
 * 7 beside it the layers for one network; `mathjs` in the others; no other library.
 */
export function allowedImports(part: number): AllowedImports {
  if (!withTensorFlow.has(part)) {
    return { part: `part${part}`, packages: ['mathjs'], modules: helpers };
  }
  const forbidden = without.get(part);
  return {
    part: `part${part}`,
    packages: [],
    modules: ['@tensorflow/tfjs', ...helpers],
    ...(forbidden === undefined ? {} : { without: forbidden }),
  };
}

/** How the names of libraries begin that build networks or compute gradients. */
const networkLibraries = [
  'tensorflow',
  'tfjs',
  'brain',
  'synaptic',
  'onnx',
  'ml5',
  'convnet',
  'neataptic',
  'liquid-carrot',
  'neural',
  'neuro',
  'torch',
  'pytorch',
  'libtorch',
  'jax',
  'keras',
  'mxnet',
  'webnn',
  'webdnn',
  'xenova/transformers',
  'huggingface/transformers',
  'autograd',
  'autodiff',
  'micrograd',
  'deeplearn',
];

/** Only for the words of a message: what is not allowed is forbidden, whatever it is. */
export function isNetworkLibrary(specifier: string): boolean {
  const name = specifier.toLowerCase().replace(/^(node-|js-|@)/, '');
  return networkLibraries.some((beginning) => name.startsWith(beginning));
}
