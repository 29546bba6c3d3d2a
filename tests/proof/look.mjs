// Pages of a built site in; per page what axe finds, sideways scroll, requests elsewhere and console errors out, as JSON.
// node look.mjs MODULES CHROMIUM WIDTH SCHEME FILE…
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [modules, executablePath, width, colorScheme, ...files] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
const context = await browser.newContext({
  viewport: { width: Number(width), height: 900 },
  colorScheme,
  bypassCSP: true,
});
for (const file of files) {
  const page = await context.newPage();
  const elsewhere = [];
  const errors = [];
  page.on("request", (request) => request.url().startsWith("file:") || elsewhere.push(request.url()));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`file://${file}`);
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    axe.run({ preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const violations = found.violations.map((one) => `${one.id}: ${one.nodes[0].target.join(" ")}`);
  console.log(JSON.stringify({ file, violations, sideways, elsewhere, errors }));
  await page.close();
}
await browser.close();
