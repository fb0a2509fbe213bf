/**
 * Makes the drawing that stands in a place into another one. Nodes are changed where they are: an image that is put into
 * the page anew is decoded anew, and flickers.
 * @param address of the logo, where there is one
 */
export function putSvg(place: Element, svg: string, address: string | null): void {
  const { documentElement: root } = new DOMParser().parseFromString(svg, 'image/svg+xml');
  if (address !== null) root.querySelector('image')?.setAttribute('href', address);
  const [old] = place.children;
  if (old === undefined) place.append(document.importNode(root, true));
  else change(old, root);
}

function change(node: Element, wanted: Element): void {
  if (node.tagName !== wanted.tagName) {
    node.replaceWith(document.importNode(wanted, true));
    return;
  }
  changeAttributes(node, wanted);
  const [olds, news] = [[...node.children], [...wanted.children]];
  // From the end: a logo is the last, and stays itself when there are more or fewer layers below it.
  const shared = Math.min(olds.length, news.length);
  const [spare, added] = [olds.slice(0, olds.length - shared), news.slice(0, news.length - shared)];
  for (const one of spare) one.remove();
  node.prepend(...added.map((one) => document.importNode(one, true)));
  for (let at = 1; at <= shared; at += 1) {
    const [one, other] = [olds.at(-at), news.at(-at)];
    if (one !== undefined && other !== undefined) change(one, other);
  }
}

/** In their order too, so that it is the same text. */
function changeAttributes(node: Element, wanted: Element): void {
  const names = wanted.getAttributeNames();
  const old = node.getAttributeNames();
  if (old.join() !== names.join()) for (const name of old) node.removeAttribute(name);
  for (const name of names) {
    const value = wanted.getAttribute(name) ?? '';
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}
