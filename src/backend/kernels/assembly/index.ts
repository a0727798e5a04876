export { convolve, convolveInputGradient, convolveKernelGradient } from './convolve';
export { addBias, relu, reluGradient, sigmoidGradient, sumRows } from './elementwise';
export { clear, copyRows, multiply, multiplyTransposed, transpose, turnKernel } from './matrix';
export { adam, descend, scale } from './optimizers';
export { maxPoolGradient } from './pool';
