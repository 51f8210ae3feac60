/** ReLU and dropout, value by value. The gradient of a ReLU is masked by whoever writes it (`masked`). */
import { dropoutThreshold } from '../../../models/dropout.ts';
import { values, type Stage } from '../../plan.ts';
import type { GpuStage } from '../stages.ts';
import { groups, inputAccess, main, masked, type Kernel, type Shape } from './kernel.ts';

type Dropout = Extract<Stage, { kind: 'dropout' }>;

/** The hash of src/models/dropout.ts; `factor(replica, place)` is what the value there is multiplied with. */
const dropoutCode = ({ layer, rate }: Dropout, { steps, stride }: Shape): string => `
fn mix(v:u32)->u32{var x=v;x=(x^(x>>16u))*0x7feb352du;x=(x^(x>>15u))*0x846ca68bu;return x^(x>>16u);}
fn factor(rep:u32,place:u32)->f32{let key=mix(mix(H[rep*${stride.H}u+1u]^${Math.imul(layer + 1, 0x9e3779b9) >>> 0}u)+S[0]%${steps}u);return select(0.0,${1 / (1 - rate)},mix(key+place)>=${dropoutThreshold(rate)}u);}
`;

export function pointwiseForward(gpu: GpuStage, shape: Shape): Kernel {
  const { stage } = gpu;
  const count = values(stage.to);
  const input = inputAccess(gpu.source, stage.from, shape);
  const value = `${input.buffer}[inputAt(rep,t/${count}u)+t%${count}u]`;
  return {
    label: `${stage.kind} forward`,
    writes: ['A'],
    workgroups: [groups(shape.batch * count), 1],
    body: `${stage.kind === 'dropout' ? dropoutCode(stage, shape) : ''}${input.code}${main(`
let rep=id.z;let t=id.x;if(t>=${shape.batch * count}u){return;}
A[rep*${shape.stride.A}u+${gpu.output}u+t]=${stage.kind === 'dropout' ? `${value}*factor(rep,t)` : `max(0.0,${value})`};`)}`,
  };
}

export function dropoutBackward(gpu: GpuStage, below: GpuStage | undefined, shape: Shape): Kernel | undefined {
  if (!below || !gpu.passes) return undefined;
  const count = shape.batch * values(gpu.stage.to);
  return {
    label: 'dropout backward',
    writes: ['G'],
    workgroups: [groups(count), 1],
    body: `${dropoutCode(gpu.stage as Dropout, shape)}${main(`
let rep=id.z;let t=id.x;if(t>=${count}u){return;}
let g=rep*${shape.stride.G}u;G[g+${below.gradient}u+t]=${masked(below, shape, `G[g+${gpu.gradient}u+t]*factor(rep,t)`, 't')};`)}`,
  };
}
