/** ReLU and dropout, value by value. The gradient of a ReLU is masked by whoever writes it (`masked`). */
import { dropoutThreshold } from '../../../models/dropout.ts';
import { values } from '../../../models/extent.ts';
import type { StageOf } from '../../plan.ts';
import type { GpuStage } from '../gpu-stage.ts';
import type { GpuEntry } from './entry.ts';
import { groups, inputAccess, main, masked, type Kernel, type Shape } from './kernel.ts';

type Relu = StageOf<'relu'>;
type Dropout = StageOf<'dropout'>;

export const reluEntry: GpuEntry<Relu> = {
  forward: (gpu, shape) => [pointwiseForward(gpu, shape, '', (value) => `max(0.0,${value})`)],
  // Its gradient is that of the stage below already.
  backward: () => [],
  rectifies: () => true,
  gradientIsBelows: true,
};

export const dropoutEntry: GpuEntry<Dropout> = {
  forward: (gpu, shape) => [pointwiseForward(gpu, shape, dropoutCode(gpu.stage, shape), (value) => `${value}*factor(rep,t)`)],
  backward: (gpu, below, shape) => [dropoutBackward(gpu, below, shape)],
  rectifies: () => false,
  onlyInTraining: true,
};

/** The hash of src/models/dropout.ts; `factor(replica, place)` is what the value there is multiplied with. */
const dropoutCode = ({ layer, rate }: Dropout, { steps, stride }: Shape): string => `
fn mix(v:u32)->u32{var x=v;x=(x^(x>>16u))*0x7feb352du;x=(x^(x>>15u))*0x846ca68bu;return x^(x>>16u);}
fn factor(rep:u32,place:u32)->f32{let key=mix(mix(jobNumbers[rep*${stride.jobNumbers}u+1u]^${Math.imul(layer + 1, 0x9e3779b9) >>> 0}u)+thisStep[0]%${steps}u);return select(0.0,${1 / (1 - rate)},mix(key+place)>=${dropoutThreshold(rate)}u);}
`;

/** @param of the WGSL of what comes of a value, in thread t of a replica. */
function pointwiseForward(gpu: GpuStage<Relu | Dropout>, shape: Shape, code: string, of: (value: string) => string): Kernel {
  const { stage } = gpu;
  const count = values(stage.to);
  const input = inputAccess(gpu.source, stage.from, shape);
  const value = `${input.buffer}[inputAt(rep,t/${count}u)+t%${count}u]`;
  return {
    label: `${stage.kind} forward`,
    writes: ['activations'],
    workgroups: [groups(shape.batch * count), 1],
    body: `${code}${input.code}${main(`
let rep=id.z;let t=id.x;if(t>=${shape.batch * count}u){return;}
activations[rep*${shape.stride.activations}u+${gpu.output}u+t]=${of(value)};`)}`,
  };
}

function dropoutBackward(gpu: GpuStage<Dropout>, below: GpuStage | undefined, shape: Shape): Kernel | undefined {
  if (!below || !gpu.passes) return undefined;
  const count = shape.batch * values(gpu.stage.to);
  return {
    label: 'dropout backward',
    writes: ['gradients'],
    workgroups: [groups(count), 1],
    body: `${dropoutCode(gpu.stage, shape)}${main(`
let rep=id.z;let t=id.x;if(t>=${count}u){return;}
let g=rep*${shape.stride.gradients}u;gradients[g+${below.gradient}u+t]=${masked(below, shape, `gradients[g+${gpu.gradient}u+t]*factor(rep,t)`, 't')};`)}`,
  };
}
