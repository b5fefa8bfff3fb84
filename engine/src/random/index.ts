export { type RandomStream, randomStream, shuffled } from './stream.ts';
