/** What the page of this benchmark runs; `measurePhoto` of index.ts calls it from outside. */
import "../../src/styles/tokens.css";
import { makePhoto } from "./makePhoto";
import { watch, type Watched } from "./watch";
import { asItIs, onCanvas, withPicker } from "./ways";

const WAYS = { picker: withPicker, canvas: onCanvas, asItIs };

export type WayName = keyof typeof WAYS;

/** A photo's way in one page. */
export interface PhotoRun {
  readonly chosenBytes: number;
  readonly sentBytes: number;
  readonly preview: Watched;
  readonly send: Watched;
}

export interface PhotoPage {
  runWay(name: WayName): Promise<PhotoRun>;
}

async function runWay(name: WayName): Promise<PhotoRun> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("The page has no root.");
  const photo = await makePhoto();
  const way = WAYS[name](root);
  const preview = await watch(() => way.preview(photo));
  let sentBytes = 0;
  const send = await watch(async () => {
    sentBytes = await way.send();
  });
  return { chosenBytes: photo.size, sentBytes, preview, send };
}

(window as unknown as PhotoPage).runWay = runWay;
