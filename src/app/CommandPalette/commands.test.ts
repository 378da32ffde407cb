import { Activity } from "lucide-react";
import { describe, expect, it } from "vitest";
import { DEFAULT_PATHS, dashboardLinks } from "../../dashboard/urls";
import { commandGroups, type Offer } from "./commands";

const offer: Offer = {
  pages: [{ path: "/events", title: "Events", icon: Activity }],
  people: [],
  query: "",
  role: "admin",
  links: dashboardLinks(DEFAULT_PATHS),
};
const commands = (overrides: Partial<Offer>) =>
  commandGroups({ ...offer, ...overrides }).flatMap(({ commands }) => commands);
const find = (overrides: Partial<Offer>, id: string) =>
  commands(overrides).find((command) => command.id === id);

describe("the palette's commands", () => {
  it("go to pages, and say the keys that do the same", () => {
    expect(find({}, "page /events")).toMatchObject({
      keys: ["g", "e"],
      task: { do: "go", href: "/events" },
    });
  });

  it("open an event by its id, as soon as it looks like one", () => {
    expect(find({ query: " msg_2abc " }, "event msg_2abc")?.task).toEqual({
      do: "go",
      href: "/events?event=msg_2abc",
    });
    expect(commandGroups({ ...offer, query: "message" })[0]?.title).toBe("Pages");
  });

  it("find a person by whatever the server has found them by", () => {
    const person = { externalId: "user_1", name: "Ada Lovelace", username: null };
    const command = find({ people: [person], query: "augusta" }, "person user_1");
    expect(command).toMatchObject({
      title: "Ada Lovelace",
      keywords: ["augusta"],
      task: { href: "/users?user=user_1" },
    });
  });

  it("name the missing role to those who may only look", () => {
    expect(find({ role: "admin" }, "scan quick")?.needs).toBeUndefined();
    expect(find({ role: "support" }, "scan quick")?.needs).toBe("needs the role “admin”");
    expect(find({ role: null }, "scan quick")).toBeUndefined();
  });

  it("have ids of their own", () => {
    const ids = commands({}).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
