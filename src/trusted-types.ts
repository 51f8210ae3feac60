/** Under `require-trusted-types-for 'script'` a worker's address must come from a policy: ours lets through our own files. */

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

/** Call once, before the first worker starts. Does nothing in browsers without Trusted Types. */
export function installTrustedTypes(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`refused to load code from ${url}`);
      return url;
    },
  });
}
