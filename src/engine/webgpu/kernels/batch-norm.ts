/** Batch normalisation. Sums over the batch are made by one workgroup for each channel. */
import { values } from '../../../models/extent.ts';
import type { StageOf } from '../../plan.ts';
import type { PartialGradients, GpuStage } from '../gpu-stage.ts';
import type { GpuEntry } from './entry.ts';
import { GROUP, groups, inputAccess, main, masked, sizeCode, type Kernel, type Shape } from './kernel.ts';
import { tinyCode } from './tiny.ts';

type Norm = StageOf<'batch-norm'>;

/** Mean and variance of the batch, and the means of the gradient as it is and along the normalised input, of each channel. */
const STATISTICS = 4;

export const batchNormEntry: GpuEntry<Norm> = {
  forward: (gpu, shape) => [normStatistics(gpu, shape), normForward(gpu, shape)],
  backward: (gpu, below, shape, partials) => [normSums(gpu, shape, partials), normBackward(gpu, below, shape)],
  rectifies: () => false,
  keeps: ({ stage }) => STATISTICS * channelsOf(stage).channels,
};

/** Its channels, and how many values of an example each has: one where an image is read as one vector. */
function channelsOf({ from, slots }: Norm): { readonly channels: number; readonly cells: number } {
  const channels = slots.scale.size;
  return { channels, cells: values(from) / channels };
}

/** `total(value, local)`: the sum of what all threads of the workgroup bring. */
const totalCode = `
var<workgroup> shared_:array<f32,${GROUP}>;
fn total(value:f32,local:u32)->f32{workgroupBarrier();shared_[local]=value;workgroupBarrier();
for(var n=${GROUP / 2}u;n>0u;n/=2u){if(local<n){shared_[local]+=shared_[local+n];}workgroupBarrier();}return shared_[0];}
`;

const usesBatch = ({ training }: Shape, { learns }: GpuStage<Norm>): boolean => training && learns;

/** Where mean and variance of channel c lie: as those of the batch, or the moving ones. */
function statistics(gpu: GpuStage<Norm>, shape: Shape): { readonly mean: string; readonly variance: string } {
  const { slots } = gpu.stage;
  const { channels } = channelsOf(gpu.stage);
  if (!usesBatch(shape, gpu)) {
    const at = (offset: number) => `parameters[rep*${shape.stride.parameters}u+${offset}u+c]`;
    return { mean: at(slots['moving-mean'].offset), variance: at(slots['moving-variance'].offset) };
  }
  const at = (index: number) => `activations[rep*${shape.stride.activations}u+${gpu.kept + index * channels}u+c]`;
  return { mean: at(0), variance: at(1) };
}

/** Mean and variance of the batch, and the moving ones after it; nothing in use. */
function normStatistics(gpu: GpuStage<Norm>, shape: Shape): Kernel | undefined {
  if (!usesBatch(shape, gpu)) return undefined;
  const { from, slots, norm } = gpu.stage;
  const { channels, cells } = channelsOf(gpu.stage);
  const input = inputAccess(gpu.source, from, shape);
  const own = statistics(gpu, shape);
  const blend = (slot: number, value: string) =>
    `{let i=rep*${shape.stride.parameters}u+${slot}u+c;parameters[i]=kept(parameters[i]+${1 - norm.momentum}*(${value}-parameters[i]));}`;
  const each = (code: string) =>
    `for(var i=local;i<count;i+=${GROUP}u){let v=${input.buffer}[inputAt(rep,i/${cells}u)+(i%${cells}u)*${channels}u+c];${code}}`;
  return {
    label: 'batch normalisation statistics',
    writes: ['activations', 'parameters'],
    workgroups: [channels, 1],
    body: `${input.code}${sizeCode(shape)}${totalCode}${tinyCode}${main(`
let rep=group.z;let c=group.x;let count=batchSize()*${cells}u;
var a=0.0;${each('a+=v;')}let mean=total(a,local)/f32(count);
var s=0.0;${each('s+=(v-mean)*(v-mean);')}let variance=total(s,local)/f32(count);
if(local==0u){${own.mean}=mean;${own.variance}=variance;${blend(slots['moving-mean'].offset, 'mean')}${blend(slots['moving-variance'].offset, 'variance')}}`)}`,
  };
}

function normForward(gpu: GpuStage<Norm>, shape: Shape): Kernel {
  const { from, slots, norm } = gpu.stage;
  const { channels } = channelsOf(gpu.stage);
  const count = values(from);
  const input = inputAccess(gpu.source, from, shape);
  const { mean, variance } = statistics(gpu, shape);
  const parameter = (offset: number) => `parameters[rep*${shape.stride.parameters}u+${offset}u+c]`;
  return {
    label: 'batch normalisation forward',
    writes: ['activations'],
    workgroups: [groups(shape.batch * count), 1],
    body: `${input.code}${main(`
let rep=id.z;let t=id.x;if(t>=${shape.batch * count}u){return;}let c=t%${channels}u;
let v=${input.buffer}[inputAt(rep,t/${count}u)+t%${count}u];
activations[rep*${shape.stride.activations}u+${gpu.output}u+t]=(v-${mean})/sqrt(${variance}+${norm.epsilon})*${parameter(slots.scale.offset)}+${parameter(slots.shift.offset)};`)}`,
  };
}

/** Sums of the gradient, as it is and times the normalised input: the gradients of shift and scale. */
function normSums(gpu: GpuStage<Norm>, shape: Shape, partials: PartialGradients): Kernel | undefined {
  if (!usesBatch(shape, gpu)) return undefined;
  const { from, slots, norm } = gpu.stage;
  const { channels, cells } = channelsOf(gpu.stage);
  const input = inputAccess(gpu.source, from, shape);
  const { mean, variance } = statistics(gpu, shape);
  const sum = (index: number) => `activations[rep*${shape.stride.activations}u+${gpu.kept + index * channels}u+c]`;
  const store = (slot: 'scale' | 'shift', value: string) => {
    const part = partials.of(slots[slot]);
    return part ? `partials[rep*${shape.stride.partials}u+${part.offset}u+c]=${value};` : '';
  };
  return {
    label: 'batch normalisation sums',
    writes: ['activations', 'partials'],
    workgroups: [channels, 1],
    body: `${input.code}${sizeCode(shape)}${totalCode}${main(`
let rep=group.z;let c=group.x;let count=batchSize()*${cells}u;
let mean=${mean};let inverse=1.0/sqrt(${variance}+${norm.epsilon});var a=0.0;var s=0.0;
for(var i=local;i<count;i+=${GROUP}u){let d=gradients[rep*${shape.stride.gradients}u+${gpu.gradient}u+i*${channels}u+c];let v=${input.buffer}[inputAt(rep,i/${cells}u)+(i%${cells}u)*${channels}u+c];a+=d;s+=d*(v-mean)*inverse;}
let sum=total(a,local);let along=total(s,local);
if(local==0u){${sum(2)}=sum/f32(count);${sum(3)}=along/f32(count);${store('shift', 'sum')}${store('scale', 'along')}}`)}`,
  };
}

function normBackward(gpu: GpuStage<Norm>, below: GpuStage | undefined, shape: Shape): Kernel | undefined {
  if (!below || !gpu.passes) return undefined;
  const { from, slots, norm } = gpu.stage;
  const { channels } = channelsOf(gpu.stage);
  const count = values(from);
  const input = inputAccess(gpu.source, from, shape);
  const { mean, variance } = statistics(gpu, shape);
  const sum = (index: number) => `activations[rep*${shape.stride.activations}u+${gpu.kept + index * channels}u+c]`;
  const centred = usesBatch(shape, gpu) ? `(d-${sum(2)}-(v-${mean})*inverse*${sum(3)})` : 'd';
  return {
    label: 'batch normalisation backward',
    writes: ['gradients'],
    workgroups: [groups(shape.batch * count), 1],
    body: `${input.code}${sizeCode(shape)}${main(`
let rep=id.z;let t=id.x;if(t>=${shape.batch * count}u){return;}let c=t%${channels}u;
let d=gradients[rep*${shape.stride.gradients}u+${gpu.gradient}u+t];let v=${input.buffer}[inputAt(rep,t/${count}u)+t%${count}u];let inverse=1.0/sqrt(${variance}+${norm.epsilon});
let a=select(0.0,${centred}*inverse*parameters[rep*${shape.stride.parameters}u+${slots.scale.offset}u+c],t/${count}u<batchSize());
gradients[rep*${shape.stride.gradients}u+${below.gradient}u+t]=${masked(below, shape, 'a', 't')};`)}`,
  };
}
