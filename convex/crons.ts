import { cronJobs } from "convex/server";
import { addClerkSyncCrons } from "./cronJobs";

const crons = cronJobs();
addClerkSyncCrons(crons);

export default crons;
