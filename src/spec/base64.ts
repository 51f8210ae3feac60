/** Bytes as base64 (RFC 4648), as text that any JSON or address can hold. */

/** Letters at a time: a call takes only so many arguments. */
const AT_ONCE = 8192;

export function bytesToBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  return btoa(text);
}

/** @throws DOMException for what is no base64 */
export const base64ToBytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** For addresses: without `+`, `/` and padding. */
export const bytesToBase64Url = (bytes: Uint8Array): string =>
  bytesToBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** @throws DOMException for what is no base64url */
export const base64UrlToBytes = (text: string): Uint8Array<ArrayBuffer> => base64ToBytes(text.replaceAll('-', '+').replaceAll('_', '/'));
