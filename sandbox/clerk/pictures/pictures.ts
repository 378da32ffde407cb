import type { OrderedStore, Write } from "../../kv/types";
import { refusedParam } from "../errors";
import { newId } from "../ids";
import { Table } from "../table";
import { contentTypeOf } from "./contentType";

export const PICTURE_MAX_BYTES = 10 * 1024 * 1024;

export type Picture = { readonly content_type: string; readonly bytes: Uint8Array };

/** Uploaded pictures. Old ones stay, since whoever has the old address may still show it. */
export class Pictures {
  private readonly pictures: Table<Picture>;

  constructor(store: OrderedStore) {
    this.pictures = new Table(store, "picture");
  }

  get(id: string): Picture | undefined {
    return this.pictures.get(id);
  }

  /**
   * A picture as Clerk would take it, under a new id, and the write that keeps it.
   * @throws {ClerkError} 422 when it is too large or not a png, jpeg, gif or webp
   */
  add(bytes: Uint8Array): { id: string; write: Write } {
    if (bytes.byteLength > PICTURE_MAX_BYTES) {
      throw refusedParam(
        "file",
        "avatar_file_size_exceeded",
        "File size exceeds the maximum limit of 10MB. Please choose a smaller file.",
      );
    }
    const content_type = contentTypeOf(bytes);
    if (content_type === null) {
      throw refusedParam(
        "file",
        "avatar_file_type_invalid",
        "File type not supported. Please upload a JPG, PNG, GIF, or WEBP image.",
      );
    }
    const id = newId("img");
    return { id, write: this.pictures.put(id, { content_type, bytes }) };
  }
}
