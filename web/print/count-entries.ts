/** Counts as bytes come: what was counted so far. */
export type CountBytes = (bytes: Uint8Array) => number;

/** Of a file's head in a ZIP (APPNOTE.TXT 4.3.7). */
const headBytes = 30;
const headSignature = 0x04034b50;

/**
 * Counts the files of a ZIP that are whole. Walks from head to head: the server writes sizes before each file, so that
 * nothing in a picture is taken for one.
 */
export function createEntryCount(): CountBytes {
  const head = new Uint8Array(headBytes);
  let filled = 0;
  /** Of the file under way: bytes until the next head. */
  let left = 0;
  let isOpen = false;
  let count = 0;
  let isOver = false;
  const readHead = () => {
    const view = new DataView(head.buffer);
    filled = 0;
    // Behind the last file the list of all of them begins.
    if (view.getUint32(0, true) !== headSignature) {
      isOver = true;
      return;
    }
    left = view.getUint32(18, true) + view.getUint16(26, true) + view.getUint16(28, true);
    isOpen = true;
  };
  return (bytes) => {
    for (let at = 0; at < bytes.length && !isOver; ) {
      const taken = Math.min(isOpen ? left : headBytes - filled, bytes.length - at);
      if (isOpen) left -= taken;
      else head.set(bytes.subarray(at, at + taken), filled);
      if (!isOpen) filled += taken;
      at += taken;
      if (!isOpen && filled === headBytes) readHead();
      if (isOpen && left === 0) {
        count += 1;
        isOpen = false;
      }
    }
    return count;
  };
}
