import { matchPath } from "../api/router";
import { newId } from "../ids";
import {
  FaultSchema,
  type ApiFault,
  type Fault,
  type FaultInput,
  type WebhookFault,
} from "./rules";

/** A request that a rule may apply to. */
export interface ApiSubject {
  readonly on: "frontend" | "backend";
  readonly method: string;
  readonly path: string;
  readonly userId: string | null;
}

/** The rules in force. They live in memory: a restart is a fresh, faultless start. */
export class Faults {
  private rules: Fault[] = [];

  /** @throws {ZodError} when it is no rule */
  set(input: FaultInput): Fault {
    const rule = { ...FaultSchema.parse(input), id: newId("fault") };
    this.rules.push(rule);
    return rule;
  }

  list(): readonly Fault[] {
    return this.rules;
  }

  /** Takes back one rule, or all. */
  clear(id?: string): void {
    this.rules = id === undefined ? [] : this.rules.filter((rule) => rule.id !== id);
  }

  /** The first rule that applies to a request; it counts as having struck. */
  takeForRequest(subject: ApiSubject): ApiFault | undefined {
    return this.take((rule): rule is Fault & ApiFault => {
      if (rule.on !== subject.on) return false;
      const { method, path, userId } = rule.match;
      return (
        (method === undefined || method.toUpperCase() === subject.method) &&
        (path === undefined || matchPath(path, subject.path) !== null) &&
        (userId === undefined || userId === subject.userId)
      );
    });
  }

  /** The first rule that applies to a message; it counts as having struck. */
  takeForMessage(message: {
    readonly type: string;
    readonly user_id: string;
    readonly held_back: boolean;
  }): WebhookFault | undefined {
    return this.take((rule): rule is Fault & WebhookFault => {
      if (rule.on !== "webhook") return false;
      const { type, userId } = rule.match;
      const holdsBack = rule.effect === "delay" || rule.effect === "reorder";
      return (
        (type === undefined || type === message.type) &&
        (userId === undefined || userId === message.user_id) &&
        !(holdsBack && message.held_back)
      );
    });
  }

  private take<T extends Fault>(applies: (rule: Fault) => rule is T): T | undefined {
    const rule = this.rules.find(applies);
    if (rule?.times !== undefined) {
      this.rules = this.rules
        .map((other) => (other === rule ? { ...other, times: (other.times ?? 1) - 1 } : other))
        .filter((other) => other.times !== 0);
    }
    return rule;
  }
}
