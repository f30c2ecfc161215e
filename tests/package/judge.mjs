// Checks dist/ as an npm package: `node judge.mjs JUDGE`. Prints the faults and exits with 1, or prints nothing.
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import Ajv from "ajv";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const root = fileURLToPath(new URL("../../", import.meta.url)), dist = join(root, "dist");
const require = createRequire(import.meta.url);
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const pack = (...flags) => JSON.parse(execFileSync("npm", ["pack", "--json", "--silent", ...flags], { cwd: dist, encoding: "utf8" }))[0];

// Each judge has its own folder, since several may run at the same time.
const scratch = (name) => {
  const folder = join(root, "target/package", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
};

const judges = {
  files() {
    const inPackage = pack("--dry-run").files.map((file) => file.path);
    const built = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1))
      // A build that is being made.
      .filter((path) => !path.startsWith(".stage/"));
    const without = (all, some) => all.filter((path) => !some.includes(path));
    return [
      ...without(built, inPackage).map((path) => `${path} is built and not in the package`),
      ...without(inPackage, built).map((path) => `${path} is in the package and not built`),
    ];
  },

  version() {
    const expected = /^\[workspace\.package\][^[]*?^version = "([^"]*)"/ms.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
    const { name, version } = json(join(dist, "package.json"));
    return name == "circle-essay" && version == expected ? [] : [`the package is ${name} ${version} and not circle-essay ${expected}`];
  },

  async publint() {
    const { messages, pkg } = await publint({ pkgDir: dist, strict: true });
    return messages.map((message) => formatMessage(message, pkg));
  },

  async resolution() {
    const folder = scratch("resolution");
    const { filename } = pack("--pack-destination", folder);
    const { problems } = await checkPackage(createPackageFromTarballData(readFileSync(join(folder, filename))));
    if (!problems) return ["the package has no types"];
    // The package is for browsers, so require() need not work.
    return problems.filter((problem) => problem.resolutionKind != "node16-cjs" && problem.resolutionKind != "node10").map((problem) => JSON.stringify(problem));
  },

  types() {
    const folder = scratch("types");
    cpSync(join(root, "tests/package/consumer.tsx"), join(folder, "consumer.tsx"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(dist, join(folder, "node_modules/circle-essay"));
    // The manifest and the types name the same things.
    const element = declaration();
    const names = (list) => list.map((item) => JSON.stringify(item.name)).join(" | ");
    const own = element.members.filter((member) => !member.inheritedFrom && !member.static);
    const statics = element.members.filter((member) => member.static);
    writeFileSync(join(folder, "names.ts"), `
      import type { CircleEssay, CircleEssayAttributes, CircleEssayEventMap } from "circle-essay";
      type Same<A, B> = [A, B] extends [B, A] ? true : false;
      export const members: Same<Exclude<keyof CircleEssay, keyof HTMLElement>, ${names(own)}> = true;
      export const statics: Same<Exclude<keyof typeof CircleEssay, keyof typeof HTMLElement>, ${names(statics)}> = true;
      export const attributes: Same<keyof CircleEssayAttributes, ${names(element.attributes)}> = true;
      export const events: Same<keyof CircleEssayEventMap, ${names(element.events)}> = true;
      ${element.events.map((event) => `export const ${event.name.replace("-", "_")}: Same<CircleEssayEventMap["${event.name}"], ${event.type.text}> = true;`).join("\n")}
    `);
    const tsc = require.resolve("typescript/bin/tsc");
    return ["nodenext", "bundler"].flatMap((resolution) => {
      const compilerOptions = {
        noEmit: true, strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, jsx: "preserve", types: [],
        target: "es2022", lib: ["es2022", "dom"], module: resolution == "bundler" ? "esnext" : resolution, moduleResolution: resolution,
      };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["names.ts", "consumer.tsx"] }));
      try {
        execFileSync(process.execPath, [tsc], { cwd: folder, encoding: "utf8" });
        return [];
      } catch (fault) {
        return [`with --moduleResolution ${resolution}: ${fault.stdout}`];
      }
    });
  },

  manifest() {
    const ajv = new Ajv({ strict: false });
    const valid = ajv.validate(json(require.resolve("custom-elements-manifest/schema.json")), json(join(dist, "custom-elements.json")));
    return valid ? [] : ajv.errors.map((error) => `${error.instancePath} ${error.message}`);
  },

  docs() {
    const text = readFileSync(join(root, "docs/embedding.md"), "utf8"), { attributes, cssProperties, cssParts } = declaration();
    const rows = text.split("\n").filter((line) => line.startsWith("| `")).flatMap((line) => line.split("|")[1].match(/[\w-]+/g));
    const names = [...attributes, ...cssProperties, ...cssParts].map((item) => item.name);
    return [
      ...names.filter((name) => !rows.includes(name)).map((name) => `docs/embedding.md does not tell of ${name}`),
      ...rows.filter((name) => !names.includes(name)).map((name) => `docs/embedding.md tells of ${name}, which is not in custom-elements.json`),
    ];
  },
};

function declaration() {
  return json(join(dist, "custom-elements.json")).modules[0].declarations[0];
}

const found = await judges[process.argv[2]]();
for (const problem of found) console.error(problem);
process.exitCode = found.length ? 1 : 0;
