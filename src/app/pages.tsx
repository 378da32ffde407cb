import {
  Activity,
  ArrowLeftRight,
  LayoutDashboard,
  RefreshCw,
  ScrollText,
  UserRound,
  UsersRound,
} from "lucide-react";
import { lazy, type ReactNode } from "react";
import type { NavItem } from "./Shell/Shell.view";

export type Page = NavItem & {
  content: ReactNode;
  /** Whether it is as high as the window and scrolls inside, as a long list does. */
  fill?: boolean;
};

/** Each page's code is loaded when it is first opened. */
const Overview = lazy(async () => ({
  default: (await import("../dashboard/Overview/Overview")).Overview,
}));
const Users = lazy(async () => ({ default: (await import("../dashboard/Users/Users")).Users }));
const Events = lazy(async () => ({ default: (await import("../dashboard/Events/Events")).Events }));
const Drift = lazy(async () => ({ default: (await import("../dashboard/Drift/Drift")).Drift }));
const Runs = lazy(async () => ({ default: (await import("../dashboard/Runs/Runs")).Runs }));
const Audit = lazy(async () => ({ default: (await import("../dashboard/Audit/Audit")).Audit }));
const ProfilePage = lazy(async () => ({ default: (await import("./ProfilePage")).ProfilePage }));

/** Every page, in the groups and the order of the navigation. */
export const PAGES: readonly (readonly Page[])[] = [
  [
    { path: "/", title: "Overview", icon: LayoutDashboard, content: <Overview /> },
    { path: "/users", title: "Users", icon: UsersRound, content: <Users />, fill: true },
    { path: "/events", title: "Events", icon: Activity, content: <Events />, fill: true },
    { path: "/drift", title: "Drift", icon: ArrowLeftRight, content: <Drift />, fill: true },
    { path: "/runs", title: "Runs", icon: RefreshCw, content: <Runs />, fill: true },
    { path: "/audit", title: "Audit", icon: ScrollText, content: <Audit />, fill: true },
  ],
  [{ path: "/profile", title: "My profile", icon: UserRound, content: <ProfilePage /> }],
];
