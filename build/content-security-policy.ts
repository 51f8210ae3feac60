import { downloads } from '../datasets/downloads/registry.ts';

const downloadOrigins = new Set(downloads.flatMap(({ files }) => files.flatMap(({ urls }) => urls.map((url) => new URL(url).origin))));

/**
 * The policy the app runs under, sent as a header by `npm start` and the command line (workers obey the header of their
 * own script). `index.html` carries the same rules, less `frame-ancestors`, for hosts that cannot set headers.
 */
const rules = {
  'default-src': "'none'",
  // TensorFlow.js' WASM backend compiles a module; nothing else may evaluate code.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  // Known downloads, each asked for by a click; nothing else leaves.
  'connect-src': ["'self'", ...downloadOrigins].join(' '),
  'img-src': "'self' data: blob:",
  'style-src': "'self'",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'lit-html default',
};

export const contentSecurityPolicy = Object.entries(rules)
  .map(([rule, value]) => `${rule} ${value}`)
  .join('; ');

/** With every file of the app. */
export const responseHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
