import { createRoot } from "react-dom/client";
import { AvatarPickerView } from "../../src/components/AvatarPicker";
import { uploadFile } from "../../src/sync/upload";
import { UPLOADS } from "./uploads";
import { nextFrame } from "./watch";

/** A way from a photo that was chosen to a picture that was sent. Runs in a page. */
export interface Way {
  /** Shows what the photo will look like. */
  preview(photo: File): Promise<void>;
  /** Sends the picture and answers with its bytes. */
  send(): Promise<number>;
}

/** By hand what a person does with the picker: choose, look, save. */
export function withPicker(root: HTMLElement): Way {
  let chosen: (file: File) => void = () => {};
  const file = new Promise<File>((resolve) => (chosen = resolve));
  createRoot(root).render(
    <AvatarPickerView url={null} name="Some Body" onChange={({ file }) => chosen(file)} />,
  );
  return {
    async preview(photo) {
      const input = await found<HTMLInputElement>("input[type=file]");
      const files = new DataTransfer();
      files.items.add(photo);
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      await shown(await found<HTMLImageElement>("[role=dialog] [role=application] img"));
    },
    async send() {
      (await found<HTMLButtonElement>("[role=dialog] button[type=submit]")).click();
      return await upload(await file);
    },
  };
}

/** The side of the square, as the kit makes it. */
const SIDE = 512;

/** The usual few lines: the file as a data URL, into an image, onto a canvas, into a data URL. */
export function onCanvas(root: HTMLElement): Way {
  const canvas = document.createElement("canvas");
  const preview = root.appendChild(new Image());
  return {
    async preview(photo) {
      const image = new Image();
      image.src = await dataUrlOf(photo);
      await loaded(image);
      const { naturalWidth: width, naturalHeight: height } = image;
      const side = Math.min(width, height);
      canvas.width = canvas.height = SIDE;
      const crop = [(width - side) / 2, (height - side) / 2, side, side] as const;
      canvas.getContext("2d")?.drawImage(image, ...crop, 0, 0, SIDE, SIDE);
      preview.src = canvas.toDataURL("image/jpeg", 0.9);
      await shown(preview);
    },
    async send() {
      const blob = await new Promise<Blob | null>((resolve) =>
        canvas.toBlob(resolve, "image/jpeg", 0.9),
      );
      if (blob === null) throw new Error("The canvas gave nothing.");
      return await upload(new File([blob], "photo.jpg", { type: blob.type }));
    },
  };
}

/** Nothing is done to the photo. */
export function asItIs(root: HTMLElement): Way {
  const preview = root.appendChild(new Image(SIDE, SIDE));
  let chosen: File | null = null;
  return {
    async preview(photo) {
      chosen = photo;
      preview.src = URL.createObjectURL(photo);
      await shown(preview);
    },
    async send() {
      if (chosen === null) throw new Error("Nothing has been chosen.");
      return await upload(chosen);
    },
  };
}

async function upload(file: File): Promise<number> {
  const { signal } = new AbortController();
  const { storageId } = await uploadFile({ url: UPLOADS, file, signal, onProgress: () => {} });
  // The server puts the number of bytes that have come in its place.
  return Number(storageId);
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Error("The file cannot be read."));
    reader.readAsDataURL(file);
  });
}

/** The element, as soon as there is one. */
async function found<E extends Element>(selector: string): Promise<E> {
  for (;;) {
    const element = document.querySelector<E>(selector);
    if (element !== null) return element;
    await nextFrame();
  }
}

/** Resolves once the image can be painted. */
async function shown(image: HTMLImageElement): Promise<void> {
  await loaded(image);
  await image.decode();
}

function loaded(image: HTMLImageElement): Promise<void> {
  if (image.complete && image.naturalWidth > 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error("The picture cannot be shown."));
  });
}
