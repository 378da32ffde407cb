import actionRetrier from "@convex-dev/action-retrier/convex.config.js";
import aggregate from "@convex-dev/aggregate/convex.config.js";
import rateLimiter from "@convex-dev/rate-limiter/convex.config.js";
import workpool from "@convex-dev/workpool/convex.config.js";
import { defineApp } from "convex/server";
import counter from "./counter/convex.config";

const app = defineApp();
app.use(actionRetrier);
app.use(aggregate);
app.use(rateLimiter);
app.use(workpool);
app.use(counter);

export default app;
