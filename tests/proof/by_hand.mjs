// Pages of a built site in; per page what a person would find who goes through it by hand out, as JSON: a list of faults.
// node by_hand.mjs MODULES CHROMIUM FILE…
// Keyboard alone, at 200 % zoom, in forced colors, on paper, without script; heads, language, names of tables.
import { createRequire } from "node:module";

const [modules, executablePath, ...files] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)("playwright-core");
const STOPS = 60; // of the Tab key, on each page
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});

async function opened(file, options, found) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  for (const fault of await found(page)) faults.push(fault);
  await context.close();
}

const sideways = (page, how) =>
  page.evaluate((how) => {
    const root = document.documentElement;
    return root.scrollWidth > root.clientWidth ? [`${how}: scrolls sideways by ${root.scrollWidth - root.clientWidth}`] : [];
  }, how);

// What a reader's software needs to tell the page and its parts.
const told = (page) =>
  page.evaluate(() => {
    const faults = [];
    if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
    if (!document.documentElement.lang) faults.push("no language");
    for (const table of document.querySelectorAll("table")) {
      const about = table.getAttribute("aria-labelledby");
      const named = table.caption || table.ariaLabel || (about && document.getElementById(about));
      if (!named) faults.push(`a table without a name: ${table.className}`);
    }
    for (const link of document.querySelectorAll('a[href$=".pdf"]')) {
      if (!/PDF/.test(link.textContent + (link.nextSibling?.textContent ?? ""))) faults.push(`does not say PDF: ${link.textContent}`);
    }
    return faults;
  });

// Tab goes through what can be used in the order of the page, and each stop is seen, with a mark around it.
async function keys(page) {
  const faults = [];
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  if (first !== "skip" && (await page.$(".skip"))) faults.push(`the first stop is no way past the masthead: ${first}`);
  await page.evaluate(() => (window.before = null));
  for (let stop = 0; stop < STOPS; stop += 1) {
    const fault = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body || at === null) return "end";
      const { before } = window;
      window.before = at;
      const said = `${at.tagName} ${at.textContent.trim().slice(0, 40)}`;
      const follows = before === null || before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (!follows) return `out of order: ${said}`;
      const style = getComputedStyle(at);
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `no mark of focus: ${said}`;
      const box = [...at.getClientRects()].find((one) => one.width > 0 && one.height > 0);
      if (!box) return `not seen: ${said}`;
      const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return seen && (at.contains(seen) || seen.contains(at)) ? null : `covered or out of sight: ${said}`;
    });
    if (fault === "end") break;
    if (fault) faults.push(fault);
    await page.keyboard.press("Tab");
  }
  return faults;
}

// A range is told from its track, and both from the page, where the reader chose the colors.
const forced = (page) =>
  page.evaluate(() => {
    const shades = (list) => new Set([...list].map((one) => getComputedStyle(one).fill));
    const bars = document.querySelectorAll("svg.bar");
    if (!bars.length) return [];
    const drawn = shades(document.querySelectorAll("svg.bar rect, svg.bar path, svg.bar line"));
    return drawn.size > 1 ? [] : [`forced colors: a range looks like its track, ${[...drawn]}`];
  });

// Dark letters on white, and nothing that only a screen can use.
const paper = (page) =>
  page.evaluate(() => {
    const light = (color) => color.match(/[0-9.]+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0);
    const faults = [];
    const style = getComputedStyle(document.body);
    const ground = style.backgroundColor === "rgba(0, 0, 0, 0)" ? 765 : light(style.backgroundColor);
    if (ground < 700 || light(style.color) > 250) faults.push(`on paper: ${style.color} on ${style.backgroundColor}`);
    for (const one of document.querySelectorAll(".masthead-links, [data-tools], [data-search] input, .skip")) {
      if (one.getClientRects().length) faults.push(`on paper: ${one.className || one.tagName}`);
    }
    return faults;
  });

const bare = (page) =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll("main :is(input, select, button, textarea)")];
    const seen = controls.filter((one) => one.getClientRects().length && !one.readOnly);
    return seen.map((one) => `without script it does nothing: ${one.name || one.textContent}`);
  });

let faults = [];
for (const file of files) {
  faults = [];
  await opened(file, {}, async (page) => [...(await told(page)), ...(await keys(page))]);
  await opened(file, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, (page) => sideways(page, "zoom 200 %"));
  await opened(file, { forcedColors: "active" }, async (page) => [...(await forced(page)), ...(await sideways(page, "forced colors"))]);
  await opened(file, { colorScheme: "dark", viewport: { width: 680, height: 900 } }, async (page) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    return [...(await paper(page)), ...(await sideways(page, "paper"))];
  });
  await opened(file, { javaScriptEnabled: false }, async (page) => [...(await bare(page)), ...(await told(page))]);
  console.log(JSON.stringify({ file, faults }));
}
await browser.close();
