// The laws of task 2.1: what it computes, and how it behaves as a function.
import './conv2d.laws.ts';
import './conv2d-contract.laws.ts';
