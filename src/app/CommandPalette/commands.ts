import {
  Keyboard,
  Link,
  Monitor,
  Moon,
  ScanSearch,
  Sun,
  UserRound,
  Webhook,
  type LucideIcon,
} from "lucide-react";
import type { UserRow } from "../../dashboard/types";
import type { DashboardLinks } from "../../dashboard/urls";
import { GO_TO } from "../keyboard/keys";
import type { Theme } from "../theme";
import type { Command, CommandGroup } from "./CommandPalette.view";

/*
 * What the palette offers, as plain data: the controller carries out what a task says.
 */

export type Task =
  | { do: "go"; href: string }
  | { do: "scan"; kind: "quick" | "full" }
  | { do: "theme"; theme: Theme }
  | { do: "keys" }
  | { do: "copy_address" };

export type TaskCommand = Command & { task: Task };

export type Offer = {
  pages: readonly { path: string; title: string; icon: LucideIcon }[];
  /** Those who match what is typed. */
  people: readonly Pick<UserRow, "externalId" | "name" | "username">[];
  query: string;
  /** `null`: not staff, or not known yet. */
  role: "support" | "admin" | null;
  links: Pick<DashboardLinks, "users" | "events">;
};

/** Ids of Clerk's events as Svix makes them. */
const SVIX_ID = /^msg_\w+$/;

/** All that is offered, in groups; those that are empty are left out. */
export function commandGroups({
  pages,
  people,
  query,
  role,
  links,
}: Offer): CommandGroup<TaskCommand>[] {
  const typed = query.trim();
  const groups: CommandGroup<TaskCommand>[] = [
    {
      title: "Events",
      commands: SVIX_ID.test(typed)
        ? [
            {
              id: `event ${typed}`,
              title: `Open the event ${typed}`,
              icon: Webhook,
              keywords: [typed],
              task: { do: "go", href: links.events({ event: typed }) },
            },
          ]
        : [],
    },
    {
      title: "Pages",
      commands: pages.map(({ path, title, icon }) => ({
        id: `page ${path}`,
        title,
        icon,
        keys: GO_TO[path] === undefined ? undefined : ["g", GO_TO[path]],
        task: { do: "go", href: path },
      })),
    },
    {
      title: "People",
      commands: people.map(({ externalId, name, username }) => ({
        id: `person ${externalId}`,
        title: name,
        detail: username === null ? externalId : `@${username}`,
        icon: UserRound,
        // The server has found them, by whatever part of them; they are not to be sifted again.
        keywords: [typed],
        task: { do: "go", href: links.users({ user: externalId }) },
      })),
    },
    { title: "Actions", commands: actions(role) },
    { title: "Theme", commands: THEMES },
  ];
  return groups.filter(({ commands }) => commands.length > 0);
}

function actions(role: Offer["role"]): TaskCommand[] {
  const needs = role === "admin" ? undefined : "needs the role “admin”";
  const scans: TaskCommand[] = [
    {
      id: "scan quick",
      title: "Start a quick scan",
      detail: "those who changed lately",
      icon: ScanSearch,
      needs,
      task: { do: "scan", kind: "quick" },
    },
    {
      id: "scan full",
      title: "Start a full scan",
      detail: "everybody",
      icon: ScanSearch,
      needs,
      task: { do: "scan", kind: "full" },
    },
  ];
  return [
    ...(role === null ? [] : scans),
    {
      id: "copy address",
      title: "Copy a link to what is shown",
      icon: Link,
      task: { do: "copy_address" },
    },
    { id: "keys", title: "Show the keys", icon: Keyboard, keys: ["?"], task: { do: "keys" } },
  ];
}

const THEMES: readonly TaskCommand[] = [
  themeCommand("system", "Theme of the system", Monitor),
  themeCommand("light", "Light theme", Sun),
  themeCommand("dark", "Dark theme", Moon),
];

function themeCommand(theme: Theme, title: string, icon: LucideIcon): TaskCommand {
  return { id: `theme ${theme}`, title, icon, task: { do: "theme", theme } };
}
