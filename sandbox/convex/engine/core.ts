import type { Carrier } from "./runtime/context";
import type { Catalog } from "./documents/catalog";
import type { Component } from "./functions/components";
import type { Registry } from "./functions/registry";
import type { Calls } from "./calls";
import type { Committer } from "./committer";
import type { EngineOptions } from "../types";

/** The parts of one engine, for those of them that need each other. */
export interface Core {
  readonly options: EngineOptions;
  readonly carrier: Carrier;
  readonly root: Component;
  readonly catalog: Catalog;
  readonly registry: Registry;
  readonly committer: Committer;
  readonly calls: Calls;
}
