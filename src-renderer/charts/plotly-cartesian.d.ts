/** The bundle without maps and 3D; what it exports goes by the types of the whole library. */
declare module 'plotly.js-cartesian-dist-min' {
  export * from 'plotly.js-dist-min';
  export { default } from 'plotly.js-dist-min';
}
