// The laws of task 2.2: what it computes, and how it behaves as a function.
import './conv2d-options.laws.ts';
import './conv2d-options-contract.laws.ts';
