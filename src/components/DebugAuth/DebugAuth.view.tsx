import { clsx } from "clsx";
import { Bug, Check, Copy } from "lucide-react";
import { useEffect, useState, type CSSProperties, type ReactNode } from "react";
import { useLanguage, useStrings } from "../strings";
import { Button } from "../ui";
import classes from "./DebugAuth.module.css";
import { debugAuthStrings, type DebugAuthStrings } from "./DebugAuth.strings";
import { asText, secondsLeft, sideLine, type Claims, type DebugAuthModel } from "./DebugAuth.utils";

export interface DebugAuthViewProps {
  model: DebugAuthModel;
  /**
   * Where it stands: in the flow of the page, or over its corner.
   * @default "inline"
   */
  placement?: "inline" | "corner";
  /** Whether it is open at first. @default false */
  defaultOpen?: boolean;
  /** Other words. @default the language around it, else English */
  strings?: Partial<DebugAuthStrings>;
  className?: string;
  style?: CSSProperties;
}

/** DebugAuth with everything by props: no Clerk, no Convex. */
export function DebugAuthView({
  model,
  placement = "inline",
  defaultOpen = false,
  strings: own,
  className,
  style,
}: DebugAuthViewProps) {
  const strings = useStrings("DebugAuth", debugAuthStrings, own);
  const { clerk, token, convex, saves } = model;
  return (
    <details
      open={defaultOpen}
      data-placement={placement}
      className={clsx("ccs-DebugAuth", classes.DebugAuth, className)}
      style={style}
    >
      <summary className={classes.Summary}>
        <Bug aria-hidden size={16} />
        {strings.title}
      </summary>
      <div className={classes.Body}>
        <Part title={strings.clerk}>
          <ClerkRows clerk={clerk} strings={strings} />
        </Part>
        <Part title={strings.token}>
          <TokenRows token={token} strings={strings} />
        </Part>
        <Part title={strings.convex}>
          <Row name={strings.auth} value={strings.authStates[convex.auth]} />
          <Row
            name={strings.connection}
            value={convex.connected ? strings.connected : strings.disconnected}
          />
        </Part>
        <Part title={strings.saves}>
          {saves.length === 0 && <p className={classes.Quiet}>{strings.noSaves}</p>}
          {saves.map((save) => (
            // One that is tried again is a save more, of the same operations.
            <SaveRow key={[save.at, ...save.operationIds].join()} save={save} />
          ))}
        </Part>
        <footer className={classes.Footer}>
          <p className={classes.Quiet}>{strings.note}</p>
          <CopyButton model={model} strings={strings} />
        </footer>
      </div>
    </details>
  );
}

function ClerkRows({
  clerk,
  strings,
}: {
  clerk: DebugAuthModel["clerk"];
  strings: DebugAuthStrings;
}) {
  if (clerk.status !== "signed_in") {
    return (
      <p className={classes.Quiet}>
        {clerk.status === "loading" ? strings.loading : strings.signedOut}
      </p>
    );
  }
  return (
    <>
      <Row name={strings.user} value={clerk.userId} />
      <Row name={strings.session} value={clerk.sessionId} />
    </>
  );
}

function TokenRows({
  token,
  strings,
}: {
  token: DebugAuthModel["token"];
  strings: DebugAuthStrings;
}) {
  if (token.status !== "present") {
    return (
      <p className={classes.Quiet}>
        {token.status === "loading" ? strings.loading : strings.noToken}
      </p>
    );
  }
  return (
    <>
      <Countdown claims={token.claims} strings={strings} />
      {Object.entries(token.claims).map(([name, value]) => (
        <Row
          key={name}
          name={name}
          value={typeof value === "string" ? value : JSON.stringify(value)}
        />
      ))}
    </>
  );
}

function Countdown({ claims, strings }: { claims: Claims; strings: DebugAuthStrings }) {
  const left = secondsLeft(claims, useSeconds());
  if (left === null) return null;
  return (
    <p className={classes.Countdown} data-expired={left < 0 || undefined}>
      {left < 0 ? strings.expired(-left) : strings.expiresIn(left)}
    </p>
  );
}

function SaveRow({ save }: { save: DebugAuthModel["saves"][number] }) {
  const { tag } = useLanguage();
  return (
    <div className={classes.Save} data-outcome={save.outcome}>
      <p>
        <time dateTime={new Date(save.at).toISOString()}>
          {new Date(save.at).toLocaleTimeString(tag)}
        </time>{" "}
        <strong>{save.outcome}</strong> {save.fields.join(", ")}
      </p>
      <p className={classes.Quiet}>
        Convex {sideLine(save.convex)} · Clerk {sideLine(save.clerk)}
      </p>
    </div>
  );
}

function CopyButton({ model, strings }: { model: DebugAuthModel; strings: DebugAuthStrings }) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = () => {
    const text = asText(model, Date.now());
    navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => setCopied(null),
    );
  };
  const Icon = copied === null ? Copy : Check;
  return (
    <Button size="small" icon={<Icon aria-hidden size={14} />} onClick={copy}>
      {copied === null ? strings.copy : strings.copied}
    </Button>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.Part}>
      <h3 className={classes.Title}>{title}</h3>
      {children}
    </section>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <dl className={classes.Row}>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </dl>
  );
}

/** The time in ms, renewed every second. */
function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
