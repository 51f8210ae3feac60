/** AssemblyScript compiled by the build (src/cli/assemblyscript-plugin.ts). */
declare module '*?assemblyscript' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
