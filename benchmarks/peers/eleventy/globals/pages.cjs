// Every ready page with its record; both pages of a city share one.
const { readFileSync, readdirSync } = require("node:fs");

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

module.exports = () => {
  const records = new Map();
  const record = (name) => records.get(name) ?? records.set(name, read(`data/${name}.json`)).get(name);
  return readdirSync("content").map((name) => {
    const page = read(`content/${name}`);
    return { ...page, view: record(page.of) };
  });
};
