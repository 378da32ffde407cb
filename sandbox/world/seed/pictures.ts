/** Pictures of invented people: a plain bust on a coloured ground, as PNG bytes. */

const SIZE = 96;

/** Grounds, shirts and skins; chosen by index so that a person always looks the same. */
const grounds = ["#dbe7f4", "#f3e3d3", "#dff0e2", "#efe0f2", "#f6e9bf", "#d9ecec"];
const shirts = ["#34577f", "#8a4b32", "#39684a", "#6b4377", "#8d6b12", "#2a6a6c"];
const skins = ["#8d5a3b", "#f0c8a4", "#c98f63", "#5d3a26", "#e5b58c"];

/** A small portrait, different for each `index`. About 1 kB. */
export async function portrait(index: number): Promise<Uint8Array<ArrayBuffer>> {
  const ground = rgb(pick(grounds, index));
  const shirt = rgb(pick(shirts, index * 5 + 2));
  const skin = rgb(pick(skins, index * 3 + 1));
  const rows = new Uint8Array(SIZE * (1 + SIZE * 3));
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const head = inEllipse(x, y, 48, 38, 19, 22);
      const body = inEllipse(x, y, 48, 100, 38, 36);
      rows.set(head ? skin : body ? shirt : ground, y * (1 + SIZE * 3) + 1 + x * 3);
    }
  }
  return png(rows);
}

function pick(from: readonly string[], index: number): string {
  return from[index % from.length] ?? "#888888";
}

function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function inEllipse(x: number, y: number, cx: number, cy: number, rx: number, ry: number): boolean {
  return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;
}

/** The least of the PNG format: header, one deflated block of RGB rows, end. */
async function png(rows: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, SIZE);
  view.setUint32(4, SIZE);
  header.set([8, 2, 0, 0, 0], 8);
  const deflated = new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"));
  const data = new Uint8Array(await new Response(deflated).arrayBuffer());
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", new Uint8Array()),
  ];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
