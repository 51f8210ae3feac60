/** A registry's lists without their code (build/facts-plugin.ts), by the name of each. */
declare module '*?facts' {
  const lists: Readonly<Record<string, readonly unknown[]>>;
  export default lists;
}
