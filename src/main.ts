/** Entry of the page. */
import { installTrustedTypes } from './trusted-types.ts';

installTrustedTypes();
await import('./ui/drift-lab.ts');
