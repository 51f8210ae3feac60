/** Convolutions, with the max pooling that follows them where it is fused. */
import { imageOf, positions, values } from '../../../models/extent.ts';
import type { StageOf } from '../../plan.ts';
import type { PartialGradients, GpuStage } from '../gpu-stage.ts';
import type { GpuEntry } from './entry.ts';
import { each, groups, inParts, inputAccess, main, masked, rowsPerThread, type Kernel, type Shape } from './kernel.ts';

type Convolution = StageOf<'conv2d'>;

/** The maximum is taken by the thread that computes the window, when the window is this small. */
const FUSED_POOL = 3;
/** Most positions of a thread where each read has to be checked against the border. */
const PADDED_ROWS = 2;
const COLUMNS = ['x', 'y', 'z', 'w'] as const;

export const convolutionEntry: GpuEntry<Convolution> = {
  forward: (gpu, shape) => [convolutionForward(gpu, shape)],
  backward: (gpu, below, shape, partials) => [convolutionBackward(gpu, below, shape, partials)],
  gradientThreads: ({ from, to, window }) => from.channels * to.channels * window.rows,
  rectifies: ({ relu }) => relu,
  fusedPool: (next) => (next?.kind === 'max-pool' && next.window.rows <= FUSED_POOL ? next.window.rows : undefined),
  // Which cell of each window won.
  keeps: ({ pool, to }, batch) => (pool ? batch * values(to) : 0),
};

function isPadded({ window, ...stage }: Convolution): boolean {
  const [from, to] = [imageOf(stage.from), imageOf(stage.to)];
  return (
    window.top > 0 ||
    window.left > 0 ||
    (to.height - 1) * window.stride + window.rows > from.height ||
    (to.width - 1) * window.stride + window.columns > from.width
  );
}

/** A thread computes the positions of one pooling window, or some neighbours, by four filters. */
function convolutionForward(gpu: GpuStage<Convolution>, shape: Shape): Kernel {
  const { stage } = gpu;
  const { window, slots } = stage;
  const [from, to] = [imageOf(stage.from), imageOf(gpu.to)];
  const { pool, rectified } = gpu;
  const filters = to.channels;
  const quarter = Math.ceil(filters / 4);
  const { batch, stride } = shape;
  const cells = batch * positions(gpu.to);
  const padded = isPadded(stage);
  // Checking eight positions at once makes a kernel that took one compiler eleven seconds (SwiftShader, measured).
  const rows = pool ? pool ** 2 : Math.min(rowsPerThread(cells, quarter, shape), padded ? PADDED_ROWS : Infinity);
  const input = inputAccess(gpu.source, stage.from, shape);
  const apart = quarter;
  /** Position r of the thread: image b, row y and column x of the convolution's own output. */
  const place = (r: number): string =>
    pool
      ? `let y${r}=i32(py)*${pool}+${Math.floor(r / pool)};let x${r}=i32(px)*${pool}+${r % pool};let b${r}=b;`
      : `let q${r}=min(m+${r}u,${cells - 1}u);let b${r}=q${r}/${positions(gpu.to)}u;let y${r}=i32((q${r}/${to.width}u)%${to.height}u);let x${r}=i32(q${r}%${to.width}u);`;
  const origin = (r: number): string =>
    `let r${r}=y${r}*${window.stride}-${window.top};let c${r}=x${r}*${window.stride}-${window.left};let o${r}=i32(inputAt(rep,b${r}))+(r${r}*${from.width}+c${r})*${from.channels};`;
  const inside = (r: number): string =>
    `let v${r}=r${r}+ky>=0&&r${r}+ky<${from.height}&&c${r}+kx>=0&&c${r}+kx<${from.width};let i${r}=select(0u,u32(o${r}+tap),v${r});`;
  const read = (r: number): string => (padded ? `select(0.0,${input.buffer}[i${r}+k],v${r})` : `${input.buffer}[i${r}+k]`);
  const out = `rep*${stride.activations}u+${gpu.output}u`;
  const relu = (value: string) => (rectified ? `max(0.0,${value})` : value);
  const store = pool
    ? `var best=a0;var cell=vec4f(0.0);${each(rows - 1, (r) => `{let more=a${r + 1}>best;best=select(best,a${r + 1},more);cell=select(cell,vec4f(${r + 1}.0),more);}`)}
let o=m*${filters}u;${COLUMNS.map((q) => `if(n.${q}<${filters}u){activations[${out}+o+n.${q}]=${relu(`best.${q}`)};${shape.training ? `activations[rep*${stride.activations}u+${gpu.kept}u+o+n.${q}]=cell.${q};` : ''}}`).join('')}`
    : each(
        rows,
        (r) =>
          `if(m+${r}u<${cells}u){let o=${out}+(m+${r}u)*${filters}u;${COLUMNS.map((q) => `if(n.${q}<${filters}u){activations[o+n.${q}]=${relu(`a${r}.${q}`)};}`).join('')}}`,
      );
  return {
    label: `convolution ${from.channels}-${filters} forward`,
    writes: ['activations'],
    workgroups: [groups(Math.ceil(cells / (pool ? 1 : rows)) * quarter), 1],
    body: `${input.code}${main(`
let rep=id.z;let m=(id.x/${quarter}u)*${pool ? 1 : rows}u;if(m>=${cells}u){return;}
let n=vec4u(0u,${apart}u,${2 * apart}u,${3 * apart}u)+id.x%${quarter}u;let c=min(n,vec4u(${filters - 1}u));
${pool ? `let b=m/${positions(gpu.to)}u;let py=(m/${to.width}u)%${to.height}u;let px=m%${to.width}u;` : ''}
let p=rep*${stride.parameters}u+${slots.bias.offset}u;let start=vec4f(parameters[p+c.x],parameters[p+c.y],parameters[p+c.z],parameters[p+c.w]);
${each(rows, (r) => `${place(r)}${origin(r)}var a${r}=start;`)}
var q=rep*${stride.parameters}u+${slots.kernel.offset}u;
for(var ky=0;ky<${window.rows};ky++){for(var kx=0;kx<${window.columns};kx++){let tap=(ky*${from.width}+kx)*${from.channels};
${each(rows, (r) => (padded ? inside(r) : `let i${r}=u32(o${r}+tap);`))}
for(var k=0u;k<${from.channels}u;k++){let w=vec4f(parameters[q+c.x],parameters[q+c.y],parameters[q+c.z],parameters[q+c.w]);q+=${filters}u;${each(rows, (r) => `a${r}+=${read(r)}*w;`)}}}}
${store}`)}`,
  };
}

/** In one dispatch: partial gradients of kernel and bias, and the gradient of the stage below. */
function convolutionBackward(
  gpu: GpuStage<Convolution>,
  below: GpuStage | undefined,
  shape: Shape,
  partials: PartialGradients,
): Kernel | undefined {
  const { stage } = gpu;
  const { window, slots } = stage;
  const [from, to] = [imageOf(stage.from), imageOf(gpu.to)];
  const { pool, passes } = gpu;
  const filters = to.channels;
  const { batch, stride } = shape;
  const kernel = partials.of(slots.kernel);
  const bias = partials.of(slots.bias);
  const splits = kernel?.splits ?? bias?.splits ?? 1;
  const share = Math.ceil(batch / splits);
  const kernelThreads = filters * from.channels * window.rows;
  const quarter = Math.ceil(from.channels / 4);
  const input = inputAccess(gpu.source, stage.from, shape);
  const padded = isPadded(stage);
  const g = `rep*${stride.gradients}u+${gpu.gradient}u`;
  const won = `u32(activations[rep*${stride.activations}u+${gpu.kept}u+at])`;
  /** Row `oy` and column `ox` of the convolution's output that the gradient at (py, px) belongs to. */
  const place = pool
    ? `let cell=${won};let oy=i32(py*${pool}u+cell/${pool}u);let ox=i32(px*${pool}u+cell%${pool}u);`
    : `let oy=i32(py);let ox=i32(px);`;
  const guard = (kx: number, code: string) => (padded ? `if(x+${kx}>=0&&x+${kx}<${from.width}){${code}}` : code);

  const ofKernel =
    kernel &&
    `
let co=t%${filters}u;let ci=(t/${filters}u)%${from.channels}u;let ky=i32(t/${filters * from.channels}u);
${each(window.columns, (kx) => `var a${kx}=0.0;`)}
for(var b=first;b<last;b++){let image=i32(inputAt(rep,b)+ci);
for(var py=0u;py<${to.height}u;py++){for(var px=0u;px<${to.width}u;px++){let at=((b*${to.height}u+py)*${to.width}u+px)*${filters}u+co;let d=gradients[${g}+at];if(d==0.0){continue;}
${place}let y=oy*${window.stride}-${window.top}+ky;let x=ox*${window.stride}-${window.left};${padded ? `if(y<0||y>=${from.height}){continue;}` : ''}
let i=image+(y*${from.width}+x)*${from.channels};${each(window.columns, (kx) => guard(kx, `a${kx}+=d*${input.buffer}[u32(i+${kx * from.channels})];`))}}}}
let o=rep*${stride.partials}u+${kernel.offset}u+id.y*${kernel.size}u+((u32(ky)*${window.columns}u)*${from.channels}u+ci)*${filters}u+co;
${each(window.columns, (kx) => `partials[o+${kx * from.channels * filters}u]=a${kx};`)}`;

  const ofBias =
    bias &&
    `
var a=0.0;for(var i=first*${positions(gpu.to)}u;i<last*${positions(gpu.to)}u;i++){a+=gradients[${g}+i*${filters}u+t];}partials[rep*${stride.partials}u+${bias.offset}u+id.y*${bias.size}u+t]=a;`;

  const reach = (axis: 'y' | 'x', before: number, size: number, outputs: number) => `
let s${axis}=${axis}+${before};let low${axis}=max(0,(s${axis}-${size}+${window.stride})/${window.stride})/${pool ?? 1};let high${axis}=min(s${axis}/${window.stride}/${pool ?? 1},${outputs - 1});`;
  const ofInput =
    below &&
    passes &&
    `
if(id.y>0u){return;}
let n=vec4u(0u,${quarter}u,${2 * quarter}u,${3 * quarter}u)+t%${quarter}u;let c=min(n,vec4u(${from.channels - 1}u))*${filters}u;
let position=t/${quarter}u;let b=position/${positions(stage.from)}u;let y=i32((position/${from.width}u)%${from.height}u);let x=i32(position%${from.width}u);
${reach('y', window.top, window.rows, to.height)}${reach('x', window.left, window.columns, to.width)}
var a=vec4f();
for(var iy=lowy;iy<=highy;iy++){for(var ix=lowx;ix<=highx;ix++){let py=u32(iy);let px=u32(ix);let base=((b*${to.height}u+py)*${to.width}u+px)*${filters}u;
${pool ? '' : `let ky=sy-iy*${window.stride};let kx=sx-ix*${window.stride};if(ky<0||ky>=${window.rows}||kx<0||kx>=${window.columns}){continue;}let w=rep*${stride.parameters}u+${slots.kernel.offset}u+u32(ky*${window.columns}+kx)*${from.channels * filters}u;`}
for(var co=0u;co<${filters}u;co++){let at=base+co;let d=gradients[${g}+at];
${pool ? `if(d==0.0){continue;}${place}let ky=sy-oy*${window.stride};let kx=sx-ox*${window.stride};if(ky<0||ky>=${window.rows}||kx<0||kx>=${window.columns}){continue;}let w=rep*${stride.parameters}u+${slots.kernel.offset}u+u32(ky*${window.columns}+kx)*${from.channels * filters}u;` : ''}
let v=vec4u(w+co)+c;a+=d*vec4f(parameters[v.x],parameters[v.y],parameters[v.z],parameters[v.w]);}}}
let i=position*${from.channels}u;${COLUMNS.map((q) => `if(n.${q}<${from.channels}u){gradients[rep*${stride.gradients}u+${below.gradient}u+i+n.${q}]=${masked(below, shape, `a.${q}`, `i+n.${q}`)};}`).join('')}`;

  const parts = inParts([
    { threads: kernelThreads, code: ofKernel },
    { threads: filters, code: ofBias },
    { threads: batch * positions(stage.from) * quarter, code: ofInput || undefined },
  ]);
  if (parts.workgroups === 0) return undefined;
  return {
    label: `convolution ${from.channels}-${filters} backward`,
    writes: ['partials', 'gradients'],
    workgroups: [parts.workgroups, splits],
    body: `${ofKernel ? input.code : ''}${main(`
let rep=id.z;${ofKernel || ofBias ? `let first=min(id.y*${share}u,${batch}u);let last=min(first+${share}u,${batch}u);` : ''}
${parts.code}`)}`,
  };
}
