// Unpacks the browser into the folder that TMPDIR names, and prints where its program is.
import chromium from "@sparticuz/chromium";

process.stdout.write(await chromium.executablePath());
