let pictures = 0;
/** A PNG as far as its first bytes go, different each time. */
export function pictureBytes(): Uint8Array<ArrayBuffer> {
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return new Uint8Array([...head, ...new TextEncoder().encode(`picture ${++pictures}`)]);
}
