/** Line ends: LF and CRLF are read as they are; where CR alone ends lines, as on old Macs and in some instruments, it becomes LF first. */

/** So much of a text says how its lines end. */
const MOST_CHARACTERS = 1 << 16;

/**
 * The chunks of a text whose lines end with LF or CRLF. A text in which CR alone ends lines, be it with an LF at the very end or in
 * quotation marks, has LF in place of each CR.
 */
export async function* lineFeeds(texts: AsyncIterable<string>): AsyncGenerator<string, void> {
  let head: string | undefined = '';
  let alone = false;
  let held = '';
  const take = (text: string): string => {
    if (!alone) return text;
    const whole = held + text;
    // What a CR is, the character behind it tells.
    held = whole.endsWith('\r') ? '\r' : '';
    return replaced(held ? whole.slice(0, -1) : whole);
  };
  for await (const text of texts) {
    if (head === undefined) {
      yield take(text);
      continue;
    }
    head += text;
    // A CR at the end of a chunk may be half of a CRLF.
    if (!/\n|\r[^]/.test(head) && head.length <= MOST_CHARACTERS) continue;
    alone = endWithCr(head.replace(/\r$/, ''));
    yield take(head);
    head = undefined;
  }
  if (head) {
    alone = endWithCr(head);
    yield take(head);
  }
  if (held) yield '\n';
}

/** The same for a text that is at hand. */
export const lineFed = (text: string): string => (endWithCr(text) ? replaced(text) : text);

const replaced = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Whether as many lines end with CR alone as with LF, line breaks in quotation marks not counted. */
function endWithCr(text: string): boolean {
  let [alone, feeds, quoted] = [0, 0, false];
  const end = Math.min(text.length, MOST_CHARACTERS);
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) quoted = !quoted;
    else if (quoted) continue;
    else if (code === 10) feeds++;
    else if (code === 13 && text.charCodeAt(i + 1) !== 10) alone++;
  }
  return alone > 0 && alone >= feeds;
}
