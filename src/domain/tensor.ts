/** A dense tensor in NHWC order, row-major. The only form in which numbers enter and leave a network. */
export type Tensor4 = {
  readonly data: Float32Array
  readonly shape: readonly [n: number, height: number, width: number, channels: number]
}

/** A network's named output; the first axis is the batch. */
export type OutputTensor = { readonly data: Float32Array; readonly shape: readonly number[] }
