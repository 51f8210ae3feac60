/** AssemblyScript compiled by the build (build/assemblyscript-plugin.ts). */
declare module '*?assemblyscript' {
  /** Unpacks the module. */
  const unpack: () => Promise<ArrayBuffer>;
  export default unpack;
}
