/**
 * Losses of logits z[B,width], of which the first C columns count: each writes its gradient, divided by B, to g and returns
 * its mean in nats. Where they learn labels, r[B] are factors on the losses of the rows, 1 where `r` is 0.
 */
import { TINY } from './tiny';

/** eˣ for x ≤ 0 to about 1 ulp, 0 where it is tiny: range reduction by ln 2 in two parts and a polynomial of degree 6 (Cephes, S. L. Moshier). */
// @ts-ignore: decorator
@inline
function exponential(x: f32): f32 {
  x = max<f32>(-87, x);
  const n = nearest<f32>(x * 1.44269504);
  const r = x - n * 0.693359375 + n * 2.12194440e-4;
  let p: f32 = 1.9875691500e-4;
  p = p * r + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 5.0000001201e-1;
  p = p * r * r + r + 1;
  const e = p * reinterpret<f32>((<i32>n + 127) << 23);
  // Without a branch, which tails and labels in turn would make the processor guess wrongly.
  return reinterpret<f32>(reinterpret<u32>(e) & (0 - <u32>(e >= TINY)));
}

/** Softmax cross-entropy with labels y[B]. */
export function softmaxCrossEntropy(z: usize, y: usize, r: usize, g: usize, B: i32, C: i32, width: i32): f64 {
  let loss: f64 = 0;
  const share: f32 = 1 / <f32>B;
  for (let row = 0; row < B; row++) {
    const zr = z + ((<usize>(row * width)) << 2);
    const gr = g + ((<usize>(row * width)) << 2);
    const top = largest(zr, C);
    const sum = exponentials(zr, gr, top, C, 1);
    const label = load<i32>(y + ((<usize>row) << 2));
    const weight = weightOf(r, row);
    loss += <f64>weight * (Math.log(<f64>sum) - <f64>(load<f32>(zr + ((<usize>label) << 2)) - top));
    const own = share * weight;
    const scale = own / sum;
    for (let c = 0; c < C; c++) {
      const at = gr + ((<usize>c) << 2);
      store<f32>(at, load<f32>(at) * scale - (c == label ? own : 0));
    }
  }
  return loss / <f64>B;
}

/**
 * Labels y[B] and wanted probabilities t[B,C], whose rows sum to 1, at the temperature T, with the share w of the latter (Hinton et
 * al. 2015): (1 − w)·CE(y, softmax(z)) + w·T²·CE(t, softmax(z/T)). Overwrites t.
 */
export function distillationCrossEntropy(z: usize, y: usize, r: usize, t: usize, g: usize, B: i32, C: i32, width: i32, T: f32, w: f32): f64 {
  const rest: f32 = 1 - w;
  const soft: f32 = (w * T) / <f32>B;
  const hardLoss = <f64>rest * softmaxCrossEntropy(z, y, r, g, B, C, width);
  let loss: f64 = 0;
  for (let row = 0; row < B; row++) {
    const zr = z + ((<usize>(row * width)) << 2);
    const gr = g + ((<usize>(row * width)) << 2);
    const tr = t + ((<usize>(row * C)) << 2);
    const top = largest(zr, C);
    const weight = weightOf(r, row);
    const own = soft * weight;
    let rowLoss: f64 = 0;
    for (let c = 0; c < C; c++) {
      const at = (<usize>c) << 2;
      const wanted = load<f32>(tr + at);
      rowLoss -= <f64>wanted * <f64>((load<f32>(zr + at) - top) / T);
      store<f32>(gr + at, rest * load<f32>(gr + at) - own * wanted);
    }
    const sum = exponentials(zr, tr, top, C, T);
    loss += <f64>weight * (rowLoss + Math.log(<f64>sum));
    for (let c = 0; c < C; c++) {
      const at = (<usize>c) << 2;
      store<f32>(gr + at, load<f32>(gr + at) + (own / sum) * load<f32>(tr + at));
    }
  }
  return hardLoss + <f64>soft * <f64>T * loss;
}

/**
 * What smoothing the labels by s (Szegedy et al. 2016) adds to their cross-entropy, s·(z[label] − mean z), and to its gradient,
 * s·(1[label] − 1/C).
 */
export function smoothing(z: usize, y: usize, r: usize, g: usize, B: i32, C: i32, width: i32, s: f32): f64 {
  let loss: f64 = 0;
  for (let row = 0; row < B; row++) {
    const zr = z + ((<usize>(row * width)) << 2);
    const gr = g + ((<usize>(row * width)) << 2);
    const label = (<usize>load<i32>(y + ((<usize>row) << 2))) << 2;
    const own: f32 = (s * weightOf(r, row)) / <f32>B;
    const each: f32 = own / <f32>C;
    let mean: f64 = 0;
    for (let c = 0; c < C; c++) {
      const at = (<usize>c) << 2;
      mean += <f64>load<f32>(zr + at);
      store<f32>(gr + at, load<f32>(gr + at) - each);
    }
    store<f32>(gr + label, load<f32>(gr + label) + own);
    loss += <f64>own * (<f64>load<f32>(zr + label) - mean / <f64>C);
  }
  return loss;
}

/** Entropy H of the answers p = softmax(z), with the gradient −p·(log p + H) (Wang et al. 2021). */
export function entropy(z: usize, g: usize, B: i32, C: i32, width: i32): f64 {
  let loss: f64 = 0;
  const share: f64 = 1 / <f64>B;
  for (let row = 0; row < B; row++) {
    const zr = z + ((<usize>(row * width)) << 2);
    const gr = g + ((<usize>(row * width)) << 2);
    const top = largest(zr, C);
    const sum = <f64>exponentials(zr, gr, top, C, 1);
    const logSum = Math.log(sum);
    // Σ p log p = Σ p·(z − top) − log Σ e^(z − top); in double precision, since the two nearly cancel.
    let along: f64 = 0;
    for (let c = 0; c < C; c++) {
      const at = (<usize>c) << 2;
      along += <f64>load<f32>(gr + at) * <f64>(load<f32>(zr + at) - top);
    }
    const h = logSum - along / sum;
    loss += h;
    for (let c = 0; c < C; c++) {
      const at = (<usize>c) << 2;
      const p = <f64>load<f32>(gr + at) / sum;
      store<f32>(gr + at, <f32>(-p * (<f64>(load<f32>(zr + at) - top) - logSum + h) * share));
    }
  }
  return loss / <f64>B;
}

/** Half the squared error of z[B] to t[B]; beyond ±delta its tangent, as Huber's loss has it. Outputs lie `width` apart. */
export function squared(z: usize, t: usize, r: usize, g: usize, B: i32, width: i32, delta: f32): f64 {
  let loss: f64 = 0;
  for (let row = 0; row < B; row++) {
    const at = (<usize>(row * width)) << 2;
    const error = load<f32>(z + at) - load<f32>(t + ((<usize>row) << 2));
    // Both are of one sign.
    const near = min(max(error, -delta), delta);
    const own = weightOf(r, row) * near;
    loss += <f64>own * <f64>(error - near / 2);
    store<f32>(g + at, own / <f32>B);
  }
  return loss / <f64>B;
}

/** Factor on the loss of a row. */
// @ts-ignore: decorator
@inline
function weightOf(r: usize, row: i32): f32 {
  return r ? load<f32>(r + ((<usize>row) << 2)) : 1;
}

/** The largest of the C values at z. */
function largest(z: usize, C: i32): f32 {
  let top = load<f32>(z);
  for (let c = 1; c < C; c++) top = max(top, load<f32>(z + ((<usize>c) << 2)));
  return top;
}

/** Writes e^((z − top)/T) of C values to g and returns their sum. */
function exponentials(z: usize, g: usize, top: f32, C: i32, T: f32): f32 {
  let sum: f32 = 0;
  for (let c = 0; c < C; c++) {
    const at = (<usize>c) << 2;
    const e = exponential((load<f32>(z + at) - top) / T);
    sum += e;
    store<f32>(g + at, e);
  }
  return sum;
}
