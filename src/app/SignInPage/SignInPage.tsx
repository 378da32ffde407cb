import type { ReactNode } from "react";
import { Mark } from "../Shell/Mark";
import classes from "./SignInPage.module.css";

export type SignInPageProps = {
  environment?: ReactNode;
  banner?: ReactNode;
  /** How to sign in. */
  children: ReactNode;
};

/** What someone who is signed out sees. */
export function SignInPage({ environment, banner, children }: SignInPageProps) {
  return (
    <main className={classes.SignInPage}>
      {banner}
      <div className={classes.Head}>
        <Mark />
        <h1 className={classes.Title}>Profile Sync</h1>
        {environment}
      </div>
      <div className={classes.Way}>{children}</div>
    </main>
  );
}
