import tokens from "../../src/styles/tokens.css?raw";
import classes from "./TokenTable.module.css";

/** A custom property of tokens.css. */
interface Token {
  readonly name: string;
  /** As it is written there, `light-dark()` included. */
  readonly value: string;
}

/** Every token with its value, and a swatch where it is a colour. Read from the stylesheet itself. */
export function TokenTable() {
  return (
    <table className={classes.TokenTable}>
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">Looks</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {readTokens(tokens).map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              <Swatch name={name} value={value} />
            </td>
            <td>
              <code>{value}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Swatch({ name, value }: Token) {
  if (value.includes("light-dark(#") && !name.includes("shadow")) {
    return <span className={classes.Colour} style={{ background: `var(${name})` }} />;
  }
  if (/--ccs-space-\d+$/.test(name)) {
    return <span className={classes.Length} style={{ inlineSize: `var(${name})` }} />;
  }
  if (/--ccs-text-\w+$/.test(name)) {
    return <span style={{ fontSize: `var(${name})` }}>Aa</span>;
  }
  if (name === "--ccs-radius") return <span className={classes.Box} />;
  if (name === "--ccs-shadow") return <span className={classes.Raised} />;
  return null;
}

/** The first value of each token: later ones are for coarse pointers and reduced motion. */
function readTokens(css: string): Token[] {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of css.matchAll(/(--ccs-[\w-]+):\s*([^;]+);/g)) {
    if (!found.has(name)) found.set(name, value.replace(/\s+/g, " ").trim());
  }
  return Array.from(found, ([name, value]) => ({ name, value }));
}
