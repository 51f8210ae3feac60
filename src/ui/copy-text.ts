/** The one way to the clipboard. Browsers give it to secure pages only (https, or this computer itself), and may ask or refuse. */

/** False where the text could not be copied: then show it, selected, to be copied by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Why makes no difference to what is left to do.
    return false;
  }
}
