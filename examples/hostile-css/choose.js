// ?sheet=NAME adds that stylesheet. ?still omits the essay's script, which shows the page alone.
(() => {
  const asked = new URLSearchParams(location.search), sheet = asked.get("sheet");
  if (/^[a-z]+$/.test(sheet)) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: sheet + ".css" });
    document.head.append(link);
  }
  if (sheet === "rtl") document.documentElement.dir = "rtl";
  const script = document.createElement("script");
  Object.assign(script, { type: "module", src: asked.has("still") ? "data:text/javascript," : "../../circle-essay.js" });
  document.head.append(script);
})();
