/** How the file formats that Clerk takes begin; `null` stands for any byte. */
const SIGNATURES: Readonly<Record<string, readonly (number | null)[]>> = {
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  "image/jpeg": [0xff, 0xd8, 0xff],
  "image/gif": [0x47, 0x49, 0x46, 0x38],
  // "RIFF", four bytes of length, "WEBP"
  "image/webp": [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
};

/** The type by content, whatever the file says of itself; null when it is none that Clerk takes. */
export function contentTypeOf(bytes: Uint8Array): string | null {
  for (const [type, signature] of Object.entries(SIGNATURES)) {
    if (signature.every((byte, at) => byte === null || bytes[at] === byte)) return type;
  }
  return null;
}
