// Addresses of pages in, PDF files out, from one browser that stays open; the seconds of each come as a line of JSON.
//     node print.mjs NODE_MODULES CHROMIUM TARGET_FOLDER ADDRESS …
// Prints all pages once for each line on standard input; a line before the first says the browser's version.
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

const [modules, executablePath, target, ...addresses] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)("playwright-core");
const browser = await chromium.launch({ executablePath });
const page = await browser.newPage();

console.log(JSON.stringify(browser.version()));
for await (const line of createInterface({ input: process.stdin })) {
  const seconds = [];
  for (const [at, address] of addresses.entries()) {
    const start = performance.now();
    await page.goto(address);
    await page.pdf({ path: `${target}/${at}.pdf`, preferCSSPageSize: true, printBackground: true, tagged: true });
    seconds.push((performance.now() - start) / 1000);
  }
  console.log(JSON.stringify(seconds));
}
await browser.close();
