import { defineConfig } from 'vite';
import { assemblyScript } from './build/assemblyscript-plugin.ts';
import { registryFacts } from './build/facts-plugin.ts';
import { contentSecurityPolicy } from './build/content-security-policy.ts';

const headers = { 'Content-Security-Policy': contentSecurityPolicy, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

export default defineConfig({
  base: './',
  plugins: [assemblyScript(), registryFacts()],
  build: {
    target: 'es2022',
    // Inlined assets would be data: URLs, which the policy refuses for fonts and WASM.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es', plugins: () => [assemblyScript()] },
  preview: { headers },
  optimizeDeps: { entries: ['index.html', 'workers/*.ts', 'test/**/*.browser.test.ts'], exclude: [] },
});
