export interface EncodedImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Strong (RFC 9110, 8.8.1): made from the bytes. */
  readonly etag: string;
}

export interface ImageCache {
  find(key: string): EncodedImage | undefined;
  add(key: string, image: EncodedImage): void;
}

/** Keeps the images asked for last, up to `bytesMax` of them together. */
export function createImageCache(bytesMax: number): ImageCache {
  const images = new Map<string, EncodedImage>();
  let bytes = 0;
  const drop = (key: string) => {
    bytes -= images.get(key)?.bytes.length ?? 0;
    images.delete(key);
  };
  return {
    find(key) {
      const image = images.get(key);
      if (image === undefined) return undefined;
      // Insertion order is the order of use: the front is dropped first.
      images.delete(key);
      images.set(key, image);
      return image;
    },
    add(key, image) {
      drop(key);
      images.set(key, image);
      bytes += image.bytes.length;
      for (const oldest of images.keys()) {
        if (bytes <= bytesMax) break;
        drop(oldest);
      }
    },
  };
}
