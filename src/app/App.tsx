import { useConvexAuth } from "convex/react";
import { Compass } from "lucide-react";
import { NuqsAdapter, enableHistorySync } from "nuqs/adapters/react";
import { Suspense, useState, type ReactNode } from "react";
import { Route, Switch, useLocation } from "wouter";
import { z } from "zod";
import { EmptyState } from "../components/ui";
import { Connection } from "../dashboard/Connection/Connection";
import { Announcer } from "./announcer/Announcer";
import { CommandPalette } from "./CommandPalette/CommandPalette";
import { followLink } from "./followLink";
import { KeyboardMap } from "./keyboard/KeyboardMap.view";
import { keysOn } from "./keyboard/keys";
import { useArrival } from "./keyboard/useArrival";
import { useKeys } from "./keyboard/useKeys";
import { PageLoading } from "./PageLoading";
import { PAGES } from "./pages";
import { ShellView } from "./Shell/Shell.view";
import { SignInPage } from "./SignInPage/SignInPage";
import { useTheme } from "./theme";

// Else zod tries whether it may compile, and the page's policy reports what it did not allow.
z.config({ jitless: true });

// The router changes the address, too, and what reads the search part has to hear of it.
enableHistorySync();

export type AppProps = {
  /** Who is signed in, and how to change that. */
  account: ReactNode;
  /** What someone who is signed out gets in order to sign in. */
  signIn: ReactNode;
  /** Says which environment this is, where that is not plain. */
  environment?: ReactNode;
  /** News above every page. */
  banner?: ReactNode;
};

const pages = PAGES.flat();
const PATHS = pages.map(({ path }) => path);
const TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * The whole app but for its accounts: those come in through the slots, so that the same app runs on
 * Clerk and in the sandbox. Expects Clerk's and Convex's providers around it.
 */
export function App({ account, signIn, environment, banner }: AppProps) {
  const { isLoading, isAuthenticated } = useConvexAuth();
  const [path, navigate] = useLocation();
  const [theme, chooseTheme] = useTheme();
  const [help, setHelp] = useState<"palette" | "keys" | null>(null);
  const showKeys = () => setHelp("keys");
  const showPalette = () => setHelp("palette");
  useKeys(PATHS, { goTo: navigate, showKeys, showPalette });
  useArrival(path);
  const news = (
    <>
      <Connection />
      {banner}
    </>
  );

  if (!isLoading && !isAuthenticated) {
    return (
      <SignInPage environment={environment} banner={news}>
        <title>{titled("Sign in")}</title>
        {signIn}
      </SignInPage>
    );
  }
  return (
    <NuqsAdapter>
      <ShellView
        nav={PAGES}
        path={path}
        environment={environment}
        account={account}
        banner={news}
        fill={pages.find((page) => page.path === path)?.fill}
        timeZone={TIME_ZONE}
        onPalette={showPalette}
        onKeys={showKeys}
        theme={theme}
        onTheme={({ theme }) => chooseTheme(theme)}
        onClick={(event) => followLink(event, navigate)}
      >
        {isAuthenticated && (
          <Switch>
            {pages.map((page) => (
              <Route key={page.path} path={page.path}>
                <title>{titled(page.title)}</title>
                <Suspense fallback={<PageLoading title={page.title} />}>{page.content}</Suspense>
              </Route>
            ))}
            <Route>
              <title>{titled("No such page")}</title>
              <EmptyState icon={Compass} level={1} title="There is no such page">
                <a href="/">To the overview</a>
              </EmptyState>
            </Route>
          </Switch>
        )}
      </ShellView>
      {isAuthenticated && (
        <>
          <Announcer />
          <CommandPalette
            pages={pages}
            open={help === "palette"}
            onOpenChange={({ open }) => setHelp(open ? "palette" : null)}
            onGo={navigate}
            onTheme={chooseTheme}
            onShowKeys={showKeys}
          />
        </>
      )}
      <KeyboardMap
        open={help === "keys"}
        onOpenChange={({ open }) => setHelp(open ? "keys" : null)}
        groups={keysOn(path, pages)}
      />
    </NuqsAdapter>
  );
}

function titled(page: string): string {
  return `${page} · Profile Sync`;
}
