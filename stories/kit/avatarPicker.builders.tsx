import { useState } from "react";
import {
  AvatarPickerView,
  type AvatarPickerViewProps,
  type openPicture,
  type PictureWrite,
} from "../../src/components/AvatarPicker";
import type { CameraDevices } from "../../src/components/AvatarPicker/camera/useHasCamera";
import { Button } from "../../src/components/ui";

/** A drawing of one's own, so that no story needs a picture from anywhere. */
export interface DrawnPicture {
  width?: number;
  height?: number;
  type?: "image/png" | "image/jpeg" | "image/webp";
  /** Without a ground, so that it is seen through. */
  transparent?: boolean;
}

/** A file with a landscape in it: sky, sun at the upper left, hills. */
export async function drawPicture(name: string, drawn: DrawnPicture = {}): Promise<File> {
  const { width = 640, height = 480, type = "image/png", transparent = false } = drawn;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser draws nothing.");
  paint(context, { width, height, transparent });
  return new File([await canvas.convertToBlob({ type })], name, { type });
}

function paint(
  context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D,
  { width, height, transparent }: Required<Omit<DrawnPicture, "type">>,
): void {
  if (!transparent) {
    const sky = context.createLinearGradient(0, 0, 0, height);
    sky.addColorStop(0, "#7fb2e5");
    sky.addColorStop(1, "#f6d9b8");
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
  }
  context.fillStyle = "#f2b04c";
  context.beginPath();
  context.arc(width * 0.3, height * 0.3, height * 0.12, 0, 2 * Math.PI);
  context.fill();
  hill(context, "#5b7f79", { width, height, top: 0.5, lean: 0.3 });
  hill(context, "#2f4f5f", { width, height, top: 0.65, lean: 0.7 });
}

function hill(
  context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D,
  colour: string,
  { width, height, top, lean }: { width: number; height: number; top: number; lean: number },
): void {
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(0, height);
  context.quadraticCurveTo(width * lean, height * (2 * top - 1), width, height);
  context.fill();
}

/** Two frames of one pixel, red and blue in turn: the smallest film there is. */
export function animatedGif(name: string): File {
  const frame = (colour: number) => [
    ...[0x21, 0xf9, 0x04, 0x00, 0x32, 0x00, 0x00, 0x00],
    ...[0x2c, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00],
    // A clear code, the pixel and the end, in codes of three bits.
    ...[0x02, 0x02, colour === 0 ? 0x44 : 0x4c, 0x01, 0x00],
  ];
  const bytes = [
    ...[0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00],
    ...[0xd0, 0x50, 0x50, 0x50, 0x60, 0xd0],
    ...frame(0),
    ...frame(1),
    0x3b,
  ];
  return new File([new Uint8Array(bytes)], name, { type: "image/gif" });
}

/** The head of a PNG of 64 by 64 pixels, and nothing behind it. */
export function damagedPicture(name: string): File {
  return new File([pngHead(64, 64)], name, { type: "image/png" });
}

/** A picture by its head, of so many bytes. */
export function heavyPicture(name: string, bytes: number): File {
  const head = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
  return new File([head, new Uint8Array(bytes - head.length)], name, { type: "image/jpeg" });
}

/** A PNG whose head alone says how large it is: 600 megapixels. */
export function vastPicture(name: string): File {
  return new File([pngHead(30_000, 20_000)], name, { type: "image/png" });
}

function pngHead(width: number, height: number): ArrayBuffer {
  const head = new DataView(new ArrayBuffer(33));
  const bytes = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
  ];
  for (const [at, byte] of bytes.entries()) head.setUint8(at, byte);
  head.setUint32(16, width);
  head.setUint32(20, height);
  return head.buffer;
}

/** Opens nothing: it stays at that share until it is ended. */
export function stuckAt(share: number): typeof openPicture {
  return (_, { signal, onProgress }) => {
    onProgress(share);
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("Ended.", "AbortError")));
    });
  };
}

/** A camera that films a landscape. */
export function aCamera({ refuses }: { refuses?: string } = {}): CameraDevices & {
  /** The tracks that it has given out. */
  tracks: MediaStreamTrack[];
} {
  const tracks: MediaStreamTrack[] = [];
  return {
    tracks,
    enumerateDevices: async () => [
      { kind: "videoinput", deviceId: "", groupId: "", label: "", toJSON: () => ({}) },
    ],
    getUserMedia: async () => {
      if (refuses) throw new DOMException("No.", refuses);
      const stream = film();
      tracks.push(...stream.getTracks());
      return stream;
    },
    addEventListener: () => {},
    removeEventListener: () => {},
  };
}

function film(): MediaStream {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser draws nothing.");
  const stream = canvas.captureStream(10);
  const draw = () => {
    paint(context, { width: 640, height: 480, transparent: false });
    // A stream of a canvas has a frame only when something has been drawn.
    if (stream.active) requestAnimationFrame(draw);
  };
  draw();
  return stream;
}

/** A parent that sends what it gets; its write ends when its button is pressed. */
export function WritingParent({
  ends,
  ...props
}: Omit<AvatarPickerViewProps, "write"> & { ends: PictureWrite }) {
  const [write, setWrite] = useState<PictureWrite>({ status: "idle" });
  const sending = () => setWrite({ status: "saving", upload: 0.4 });
  return (
    <div style={{ display: "grid", gap: "1.5rem", justifyItems: "start" }}>
      <AvatarPickerView
        {...props}
        write={write}
        onChange={(change) => {
          sending();
          props.onChange(change);
        }}
        onRemove={sending}
        onDismiss={() => setWrite({ status: "idle" })}
      />
      <Button size="small" onClick={() => setWrite(ends)}>
        Let the write end
      </Button>
    </div>
  );
}
