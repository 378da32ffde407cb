import { Cron } from "croner";
import type { JSONValue } from "convex/values";
import { canonicalPath } from "../functions/address";
import type { Component } from "../functions/components";
import type { Key, OrderedStore, Stored } from "../../../kv/types";

/** When a cron job runs, as `cronJobs()` of `convex/server` keeps it. All times are UTC. */
export type Schedule =
  | { readonly type: "cron"; readonly cron: string }
  | {
      readonly type: "interval";
      readonly seconds?: number;
      readonly minutes?: number;
      readonly hours?: number;
    }
  | { readonly type: "hourly"; readonly minuteUTC?: number }
  | { readonly type: "daily"; readonly hourUTC: number; readonly minuteUTC?: number }
  | {
      readonly type: "weekly";
      readonly dayOfWeek: string;
      readonly hourUTC: number;
      readonly minuteUTC?: number;
    }
  | {
      readonly type: "monthly";
      readonly day: number;
      readonly hourUTC: number;
      readonly minuteUTC?: number;
    };

/** One entry of a `crons` module. */
interface CronDefinition {
  readonly name: string;
  readonly args: JSONValue;
  readonly schedule: Schedule;
}

/** A cron job and when it runs next. */
export interface CronJob {
  readonly key: Key;
  readonly component: string;
  readonly path: string;
  readonly args: JSONValue;
  readonly schedule: Schedule;
  /** In ms since epoch. */
  due: number;
}

/** Where the due times of cron jobs are. */
const CRONS: Key = "job/cron/";

/** Reads the `crons` modules; due times are those of the store where the schedule is the same. */
export async function loadCrons(
  components: Iterable<Component>,
  store: OrderedStore,
): Promise<CronJob[]> {
  const jobs: CronJob[] = [];
  for (const component of components) {
    const module = await component.module("crons");
    const definition = module?.["default"];
    if (!hasCrons(definition)) continue;
    for (const [name, { name: path, args, schedule }] of Object.entries(definition.crons)) {
      const key = `${CRONS}${component.path}:${name}`;
      jobs.push({
        key,
        component: component.path,
        path: canonicalPath(path),
        args: Array.isArray(args) ? (args[0] ?? {}) : {},
        schedule,
        due: storedDue(store.get(key), schedule) ?? nextRun(schedule, Date.now()),
      });
    }
  }
  return jobs;
}

function hasCrons(value: unknown): value is { crons: Record<string, CronDefinition> } {
  return typeof value === "object" && value !== null && "crons" in value;
}

export function cronToStored({ due, schedule }: CronJob): Stored {
  return [due, JSON.stringify(schedule)];
}

function storedDue(stored: Stored | undefined, schedule: Schedule): number | null {
  if (stored === undefined) return null;
  const [due, text] = stored as readonly [number, string];
  return text === JSON.stringify(schedule) ? due : null;
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** The first time after `after` (ms since epoch) that a schedule names. */
export function nextRun(schedule: Schedule, after: number): number {
  if (schedule.type === "interval") return after + intervalOf(schedule);
  const next = new Cron(cronExpression(schedule), { timezone: "UTC" }).nextRun(new Date(after));
  if (next === null) throw new Error(`The cron schedule ${JSON.stringify(schedule)} never comes.`);
  return next.getTime();
}

/** Later runs of an interval keep its beat; beats that were missed are skipped, not made up for. */
export function runAfter(job: CronJob, now: number): number {
  if (job.schedule.type !== "interval") return nextRun(job.schedule, Math.max(now, job.due));
  const interval = intervalOf(job.schedule);
  const missed = Math.max(0, Math.floor((now - job.due) / interval));
  return job.due + (missed + 1) * interval;
}

function intervalOf({
  seconds = 0,
  minutes = 0,
  hours = 0,
}: Schedule & { readonly type: "interval" }): number {
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function cronExpression(schedule: Exclude<Schedule, { readonly type: "interval" }>): string {
  if (schedule.type === "cron") return schedule.cron;
  const minute = schedule.minuteUTC ?? 0;
  switch (schedule.type) {
    case "hourly":
      return `${minute} * * * *`;
    case "daily":
      return `${minute} ${schedule.hourUTC} * * *`;
    case "weekly":
      return `${minute} ${schedule.hourUTC} * * ${WEEKDAYS.indexOf(schedule.dayOfWeek)}`;
    case "monthly":
      return `${minute} ${schedule.hourUTC} ${schedule.day} * *`;
  }
}
