// Ready pages in (content/, data/), the same pages out: one template, one page for each file of content/, nothing else.
module.exports = (config) => {
  config.setQuietMode(true);
  config.setNunjucksEnvironmentOptions({ autoescape: true, trimBlocks: true, lstripBlocks: true });
  return { dir: { input: "input", includes: "../templates", data: "../globals", output: "site" } };
};
