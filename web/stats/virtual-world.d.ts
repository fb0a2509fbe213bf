/** Made by `world-shapes.ts` while the app is built: see `vite.config.ts`. */
declare module 'virtual:world-shapes' {
  export const world: import('./world-shapes.ts').WorldShapes;
}
