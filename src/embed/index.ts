/** Runs and experiments in pages of others: `<script type="module" src="…/embed/drift-lab-embed.js">` and two elements; no framework. */
import { DriftLabDemo } from './demo-element.ts';
import { DriftLabRun } from './run-element.ts';

for (const [name, made] of [
  ['drift-lab-run', DriftLabRun],
  ['drift-lab-demo', DriftLabDemo],
] as const)
  if (!customElements.get(name)) customElements.define(name, made);
