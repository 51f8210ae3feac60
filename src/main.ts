/** Entry of the page. */
import { embedded, framedByStranger } from './state/framing.ts';
import { installTrustedTypes } from './trusted-types.ts';
import { language } from './words/language.ts';

/** Without the app there is no language of it, either. */
function say(text: string, action: HTMLElement): void {
  const words = document.createElement('p');
  words.className = 'instead';
  words.setAttribute('role', 'alert');
  words.append(text, ' ', action);
  document.body.replaceChildren(words);
}

installTrustedTypes();
if (framedByStranger() && !embedded()) {
  const link = Object.assign(document.createElement('a'), {
    href: location.href,
    target: '_blank',
    rel: 'noopener',
    textContent: 'Open it in a tab of its own',
  });
  say('This is Drift Lab, inside a page of somebody else, where its controls stay hidden.', link);
} else {
  try {
    // Before anything that speaks: what is said stays said.
    if (language !== 'en') await (await import('./words/speak.ts')).speak(language);
    await import('./ui/drift-lab.ts');
  } catch (error) {
    console.error(error);
    const again = Object.assign(document.createElement('button'), { textContent: 'Try again', onclick: () => location.reload() });
    say(`Drift Lab could not be loaded (${(error as Error).message}). Kept runs are as they were. Check the connection.`, again);
  }
}
