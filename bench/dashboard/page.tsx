/** What the page of this benchmark runs: a real list of the dashboard, on a real connection. */
import "/src/styles/index.css";
import { ConvexProvider, ConvexReactClient } from "convex/react";
import { NuqsAdapter } from "nuqs/adapters/react";
import { createRoot } from "react-dom/client";
import { Events } from "../../src/dashboard/Events/Events";
import { Users } from "../../src/dashboard/Users/Users";

/** How the page reaches the deployment: as staff, with the key of administrators. */
export interface Door {
  readonly url: string;
  readonly key: string;
  readonly identity: Readonly<Record<string, string>>;
}

export interface ListPage {
  /** Shows a list; how many ms it takes until its first rows stand in the page. */
  openList(list: ListName, door: Door): Promise<number>;
  /** Scrolls on by so many steps, one in each frame; how many ms each frame took. */
  scrollOn(steps: number): Promise<number[]>;
  /** How many rows stand in the page. */
  rows(): number;
}

const LISTS = { users: Users, events: Events };
export type ListName = keyof typeof LISTS;

/** A flick of the wheel in each frame. */
const STEP_PX = 240;

/** The library's own method, which its types leave out. */
type AdminClient = ConvexReactClient & {
  setAdminAuth(key: string, identity: Door["identity"]): void;
};

async function openList(name: ListName, door: Door): Promise<number> {
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no root.");
  root.style.cssText = "display:flex;flex-direction:column;block-size:100vh";
  const started = performance.now();
  const convex = new ConvexReactClient(door.url) as AdminClient;
  convex.setAdminAuth(door.key, door.identity);
  const List = LISTS[name];
  createRoot(root).render(
    <NuqsAdapter>
      <ConvexProvider client={convex}>
        <List />
      </ConvexProvider>
    </NuqsAdapter>,
  );
  while (rows() === 0) await nextFrame();
  return performance.now() - started;
}

async function scrollOn(steps: number): Promise<number[]> {
  const [row] = document.querySelectorAll("[role=row] a");
  const scroller = scrollerOf(row);
  const frames: number[] = [];
  let before = await nextFrame();
  for (let step = 0; step < steps; step++) {
    scroller.scrollTop += STEP_PX;
    const now = await nextFrame();
    frames.push(now - before);
    before = now;
  }
  return frames;
}

/** Rows with a link are people and events; the head and the bars in their place have none. */
function rows(): number {
  return document.querySelectorAll("[role=row] a").length;
}

function scrollerOf(element: Element | undefined): Element {
  for (let each = element?.parentElement; each; each = each.parentElement) {
    if (getComputedStyle(each).overflowY === "auto") return each;
  }
  throw new Error("There is nothing to scroll.");
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

Object.assign(window, { openList, scrollOn, rows } satisfies ListPage);
