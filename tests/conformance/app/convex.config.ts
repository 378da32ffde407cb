import rateLimiter from "@convex-dev/rate-limiter/convex.config.js";
import { defineApp } from "convex/server";
import counter from "./counter/convex.config";

const app = defineApp();
app.use(rateLimiter);
app.use(counter);

export default app;
