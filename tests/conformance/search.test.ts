import { expect, it } from "vitest";
import type { Deployment } from "./deployment";
import { conformance } from "./suite";

conformance("search", (deploy) => {
  async function withArticles(): Promise<Deployment> {
    const t = await deploy();
    await t.write(async ({ db }) => {
      const add = (title: string, topic: string, body: string) =>
        db.insert("articles", { title, topic, body });
      await add("harbour", "sea", "The harbour wakes with gulls");
      await add("meadow", "land", "A meadow full of larks and clover");
      await add("storm", "sea", "Gulls cry before the storm");
    });
    return t;
  }

  const titles = (t: Deployment, text: string, topic?: string) =>
    t.read(async ({ db }) => {
      const found = db.query("articles").withSearchIndex("search_body", (q) => {
        const search = q.search("body", text);
        return topic === undefined ? search : search.eq("topic", topic);
      });
      return (await found.collect()).map((article) => article.title).sort();
    });

  it("finds words whatever their case", async () => {
    const t = await withArticles();
    expect(await titles(t, "GULLS")).toEqual(["harbour", "storm"]);
    expect(await titles(t, "clover")).toEqual(["meadow"]);
  });

  it("finds any of several words", async () => {
    const t = await withArticles();
    expect(await titles(t, "clover storm")).toEqual(["meadow", "storm"]);
  });

  it("finds the beginning of the last word", async () => {
    const t = await withArticles();
    expect(await titles(t, "harb")).toEqual(["harbour"]);
  });

  it("finds nothing for a word that is nowhere", async () => {
    const t = await withArticles();
    expect(await titles(t, "mountain")).toEqual([]);
  });

  it("keeps to the filter field", async () => {
    const t = await withArticles();
    expect(await titles(t, "gulls", "sea")).toEqual(["harbour", "storm"]);
    expect(await titles(t, "gulls", "land")).toEqual([]);
  });

  it("follows writes", async () => {
    const t = await withArticles();
    await t.write(async ({ db }) => {
      const storm = await db
        .query("articles")
        .filter((q) => q.eq(q.field("title"), "storm"))
        .unique();
      if (storm !== null) await db.patch(storm._id, { body: "Calm again" });
    });
    expect(await titles(t, "gulls")).toEqual(["harbour"]);
    expect(await titles(t, "calm")).toEqual(["storm"]);
  });

  it("can be taken, filtered and paginated", async () => {
    const t = await withArticles();
    const pages = await t.read(async ({ db }) => {
      const search = () =>
        db.query("articles").withSearchIndex("search_body", (q) => q.search("body", "gulls"));
      const taken = await search().take(1);
      const filtered = await search()
        .filter((q) => q.neq(q.field("title"), "storm"))
        .collect();
      return { taken: taken.length, filtered: filtered.map((d) => d.title) };
    });
    expect(pages).toEqual({ taken: 1, filtered: ["harbour"] });
  });
});
