/** The app without a network: a service worker (Workbox) that keeps every file of the build, parts that are fetched later included, and the manifest that lets it be installed. */
import { VitePWA } from 'vite-plugin-pwa';

/** The largest file: kernels of TensorFlow.js. */
const LARGEST_BYTES = 8_000_000;

/** Updates wait until the user asks for them: nothing is reloaded while something runs (`src/state/offline.ts`). */
export const offline = () =>
  VitePWA({
    strategies: 'generateSW',
    registerType: 'prompt',
    injectRegister: false,
    manifest: {
      id: './',
      name: 'Drift Lab',
      short_name: 'Drift Lab',
      description: 'The world changed and the model got worse: retrain it or fine-tune it? A lab that trains in your browser tab.',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#fbfbf9',
      theme_color: '#3245d2',
      icons: [
        { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
        { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      ],
    },
    workbox: {
      globPatterns: ['**/*.{html,js,css,wasm,woff2,svg,png,json,gz,bin,md,webmanifest}'],
      // For pages of others, not for this one.
      globIgnores: ['embed/**', 'sw.js'],
      maximumFileSizeToCacheInBytes: LARGEST_BYTES,
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      skipWaiting: false,
      navigateFallback: 'index.html',
      // One file: a worker of its own could not load another under the content security policy.
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  });
