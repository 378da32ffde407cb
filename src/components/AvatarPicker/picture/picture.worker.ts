import { createEngine } from "./engine";
import type { Answer, Order } from "./protocol";

/** The engine, off the page's thread. It ends by being terminated. */
const engine = createEngine();
const tell = (answer: Answer) => self.postMessage(answer);
const onProgress = (share: number) => tell({ type: "progress", share });

self.addEventListener("message", ({ data: order }: MessageEvent<Order>) => {
  carryOut(order).then(tell, (error: unknown) => tell({ type: "failed", message: String(error) }));
});

async function carryOut(order: Order): Promise<Answer> {
  switch (order.type) {
    case "open":
      return { type: "opened", picture: await engine.open(order.file, onProgress) };
    case "render":
      return { type: "rendered", blob: await engine.render(order.edit, onProgress) };
  }
}
