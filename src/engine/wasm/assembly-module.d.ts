/** AssemblyScript compiled by the build (build/assemblyscript-plugin.ts). */
declare module '*?assemblyscript' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
