import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, VisuallyHidden } from "../../components/ui";

export type CopyButtonProps = {
  /** What is copied, such as "Copy path". */
  label: string;
  text: string;
};

const SAID_FOR_MS = 2_000;

/** Puts a text into the clipboard, and says so for a moment. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [copied, setCopied] = useState<"no" | "yes" | "refused">("no");
  useEffect(() => {
    if (copied === "no") return;
    const timer = setTimeout(() => setCopied("no"), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  function copy() {
    navigator.clipboard.writeText(text).then(
      () => setCopied("yes"),
      () => setCopied("refused"),
    );
  }
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        icon={copied === "yes" ? <Check aria-hidden /> : <Copy aria-hidden />}
        onClick={copy}
      >
        {label}
      </Button>
      <VisuallyHidden role="status">{WORDS[copied]}</VisuallyHidden>
    </>
  );
}

const WORDS = { no: "", yes: "Copied", refused: "The browser did not allow copying" };
