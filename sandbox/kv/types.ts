/**
 * The one storage interface of the sandbox: an ordered map from byte strings to values.
 * Under Node it is LMDB on disk, in a page an in-memory B+ tree.
 */

/**
 * A key: a string in which every UTF-16 unit stands for one byte (0-255). Keys are ordered by
 * these units, which is JavaScript's own `<` on strings. Plain ASCII such as `clerk/user/user_1`
 * is already a valid key.
 */
export type Key = string;

/** A value: JSON data or bytes. Whoever puts or gets one must never mutate it afterwards. */
export type Stored =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Stored[]
  | { readonly [field: string]: Stored };

/** One change in a batch; `value: undefined` removes the key. */
export interface Write {
  readonly key: Key;
  readonly value: Stored | undefined;
}

export interface RangeOptions {
  /** First key, inclusive. */
  readonly start: Key;
  /** Where to stop, exclusive. */
  readonly end: Key;
  /** From the end downwards. @default false */
  readonly reverse?: boolean;
}

export interface OrderedStore {
  get(key: Key): Stored | undefined;
  /** Lazy: entries are read as the caller pulls them. Do not write while iterating. */
  range(options: RangeOptions): Iterable<readonly [Key, Stored]>;
  /**
   * Applies all writes or none. On return the batch survives the end of the process
   * (LMDB: it is in the operating system's hands).
   */
  commit(writes: readonly Write[]): void;
  /** Resolves when everything committed so far also survives a power loss. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}
