// Adam (Kingma and Ba 2015, algorithm 1) with the gradient's norm clipped first (Pascanu et al. 2013).

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** Moments in double precision; parameters are rounded to single after every step. */
export class Adam {
  private readonly mean: Float64Array;
  private readonly square: Float64Array;
  private readonly learningRate: number;
  private readonly gradientClip: number;
  private power1 = 1;
  private power2 = 1;

  constructor(parameterCount: number, learningRate: number, gradientClip: number) {
    this.mean = new Float64Array(parameterCount);
    this.square = new Float64Array(parameterCount);
    this.learningRate = learningRate;
    this.gradientClip = gradientClip;
  }

  step(parameters: Float32Array, gradient: Float64Array): void {
    let squares = 0;
    for (let i = 0; i < gradient.length; i++) squares += gradient[i]! * gradient[i]!;
    const norm = Math.sqrt(squares);
    const shrink = norm > this.gradientClip ? this.gradientClip / norm : 1;
    this.power1 *= beta1;
    this.power2 *= beta2;
    const rate = this.learningRate / (1 - this.power1);
    const correction = 1 / (1 - this.power2);
    const { mean, square } = this;
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i]! * shrink;
      const m = beta1 * mean[i]! + (1 - beta1) * g;
      const v = beta2 * square[i]! + (1 - beta2) * g * g;
      mean[i] = m;
      square[i] = v;
      parameters[i]! -= (rate * m) / (Math.sqrt(v * correction) + epsilon);
    }
  }
}
