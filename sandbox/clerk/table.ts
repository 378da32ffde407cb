import type { Key, OrderedStore, Stored, Write } from "../kv/types";

/** Records of one kind, kept under one prefix of the store. */
export class Table<T extends Stored> {
  private readonly store: OrderedStore;
  private readonly prefix: string;

  /** @param name the part of the key that names the kind, e.g. `user` */
  constructor(store: OrderedStore, name: string) {
    this.store = store;
    this.prefix = `clerk/${name}/`;
  }

  get(id: string): T | undefined {
    // Only this class writes under the prefix, so what is there has the type that was put.
    return this.store.get(this.key(id)) as T | undefined;
  }

  put(id: string, value: T): Write {
    return { key: this.key(id), value };
  }

  remove(id: string): Write {
    return { key: this.key(id), value: undefined };
  }

  /** All entries in key order (or backwards), lazily. */
  *entries({ reverse = false } = {}): Generator<readonly [id: string, value: T]> {
    // "0" is the character after "/".
    const end = `${this.prefix.slice(0, -1)}0`;
    for (const [key, value] of this.store.range({ start: this.prefix, end, reverse })) {
      yield [key.slice(this.prefix.length), value as T];
    }
  }

  private key(id: string): Key {
    return this.prefix + id;
  }
}

/** Any text as part of a key: its UTF-8 bytes, which sort as its characters do. */
export function keyText(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** A time in ms (or a counter) as text that sorts as the numbers do. */
export function keyNumber(value: number): string {
  return String(value).padStart(15, "0");
}
