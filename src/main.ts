/** Entry of the page. */
import { installTrustedTypes } from './ui/trusted-types.ts';

installTrustedTypes();
await import('./ui/drift-lab.ts');
