// One page for each of `pages`, which says where it stands.
module.exports = {
  eleventyExcludeFromCollections: true,
  pagination: { data: "pages", size: 1, alias: "ready" },
  permalink: (data) => data.ready.path,
};
