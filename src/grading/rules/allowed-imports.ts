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
  /** For example `this part is written without it`. */
  reason: string;
}

/** What the stubs import, used or in the comments that name what will be needed. */
const helpers = ['#src/common/random', '#src/data/batches', '#src/laws/not-implemented'];

const withTensorFlow = new Set([3, 4, 5, 6]);

/** What finds gradients or trains, or leads to it: in part 6 that is the task. */
const withoutAutodiff: ForbiddenMembers = {
  module: '@tensorflow/tfjs',
  names: [
    'grad grads valueAndGrad valueAndGrads variableGrads customGrad getGradient registerGradient engine Engine',
    'layers model sequential input LayersModel Sequential RNN loadLayersModel',
    'train losses Optimizer OptimizerConstructors SGDOptimizer MomentumOptimizer AdagradOptimizer',
    'AdadeltaOptimizer AdamOptimizer AdamaxOptimizer RMSPropOptimizer',
  ].flatMap((line) => line.split(' ')),
  reason: 'part 6 is written without autodiff, layers, losses and optimizers of the library',
};

/**
 * The course's rules: TensorFlow.js in parts 3 to 6, of which part 6 has only the arithmetic; `mathjs` in
 * the others; no other library.
 */
export function allowedImports(part: number): AllowedImports {
  return withTensorFlow.has(part)
    ? {
        part: `part${part}`,
        packages: [],
        modules: ['@tensorflow/tfjs', ...helpers],
        ...(part === 6 ? { without: withoutAutodiff } : {}),
      }
    : { part: `part${part}`, packages: ['mathjs'], modules: helpers };
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
