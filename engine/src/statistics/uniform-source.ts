/** A stream of random numbers in [0, 1). Everything here that draws takes one, so that its owner decides the seed. */
export interface UniformSource {
  next(): number;
}
