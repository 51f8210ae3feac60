/**
 * Who shows the page. A static host cannot forbid that a stranger's page frames this one (a policy in the page cannot say `frame-ancestors`) and
 * leads somebody's clicks onto controls that they do not see. So in a frame of another origin there are controls only where the frame asks for
 * them by `?embed`, as `<drift-lab-demo>` does: then for one experiment, without the pages of kept runs, benchmarks and classes.
 */

/** In a frame whose page is of another origin, or of none. */
export function framedByStranger(frame: { readonly top: unknown; readonly location: { readonly origin: string } } = window): boolean {
  if (frame.top === frame) return false;
  try {
    return (frame.top as Window).location.origin !== frame.location.origin;
  } catch {
    // Another origin may not be asked for its own: that is the answer.
    return true;
  }
}

/** Asked for as a part of another page. */
export const embedded = (): boolean => new URLSearchParams(location.search).has('embed');
