import { useConvexAuth } from "convex/react";
import { Compass } from "lucide-react";
import { NuqsAdapter, enableHistorySync } from "nuqs/adapters/react";
import type { ReactNode } from "react";
import { Route, Switch, useLocation } from "wouter";
import { EmptyState } from "../components/ui";
import { Connection } from "../dashboard";
import { followLink } from "./followLink";
import { PAGES } from "./pages";
import { ShellView } from "./Shell/Shell.view";
import { SignInPage } from "./SignInPage/SignInPage";
import { useTheme } from "./theme";

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

/**
 * The whole app but for its accounts: those come in through the slots, so that the same app runs on
 * Clerk and in the sandbox. Expects Clerk's and Convex's providers around it.
 */
export function App({ account, signIn, environment, banner }: AppProps) {
  const { isLoading, isAuthenticated } = useConvexAuth();
  const [path, navigate] = useLocation();
  const [theme, chooseTheme] = useTheme();
  const pages = PAGES.flat();
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
        theme={theme}
        onTheme={({ theme }) => chooseTheme(theme)}
        onClick={(event) => followLink(event, navigate)}
      >
        {isAuthenticated && (
          <Switch>
            {pages.map((page) => (
              <Route key={page.path} path={page.path}>
                <title>{titled(page.title)}</title>
                {page.content}
              </Route>
            ))}
            <Route>
              <title>{titled("No such page")}</title>
              <EmptyState icon={Compass} title="There is no such page">
                <a href="/">To the overview</a>
              </EmptyState>
            </Route>
          </Switch>
        )}
      </ShellView>
    </NuqsAdapter>
  );
}

function titled(page: string): string {
  return `${page} · Profile Sync`;
}
