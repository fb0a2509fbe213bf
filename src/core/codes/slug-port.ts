export interface SlugReads {
  /** Those of these folded slugs that are or were given out on the default domain, tombstones included. */
  findTaken(foldedSlugs: readonly string[]): Promise<ReadonlySet<string>>;
}
