/** The WebGPU adapter that the benchmark measures on. */
import type { AdapterFacts } from '../../contracts/bench.ts';

/** A device takes its adapter with it: each needs a fresh one. */
export const findAdapter = async () => (await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? undefined;

export function adapterFacts({ info, features, limits }: GPUAdapter): AdapterFacts {
  const names: string[] = [];
  for (const name in limits) names.push(name);
  return {
    name: [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ') || 'unnamed adapter',
    software: info.isFallbackAdapter,
    features: [...features].sort(),
    limits: Object.fromEntries(names.sort().map((name) => [name, limits[name as keyof GPUSupportedLimits] as number])),
  };
}
