// The database of the discussions. It is opened, made and mended without the wasm, so that no fall of the code can leave it half-made
// (docs/decisions/0013). Rust imports `openAhead` and `begin`.

const DATABASE = "circle-essay";
// The stores, and by what their records are known. There are no indexes.
const STORES = { events: ["discussion", "id"], drafts: ["discussion", "place"], people: "key" };
// Versions only count how often a database was changed. One that was mended says by a store of this name that it is of this form; one of
// another form has another store that begins like it.
const FORM = "form 1", ANY_FORM = /^form /;
// Others may change the database at the same time. It is opened anew at most this often.
const TURNS = 4;

// Comes back with what a request brings; throws its fault.
export const answer = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

const fits = (store) => String(store.keyPath) == String(STORES[store.name]);

// Makes the stores that are missing. One that keeps its records in another way goes on under another name, and what fits of it is copied.
const make = (database, transaction, before) => {
  const has = (name) => database.objectStoreNames.contains(name);
  for (const name of Object.keys(STORES)) {
    const found = has(name) && transaction.objectStore(name);
    if (found && fits(found)) continue;
    if (found) found.name = `${name} of version ${before}`;
    const made = database.createObjectStore(name, { keyPath: STORES[name] });
    if (found) found.getAll().onsuccess = (event) => {
      for (const record of event.target.result) {
        try {
          made.put(record);
        } catch {}
      }
    };
  }
  if (before && !has(FORM)) database.createObjectStore(FORM);
};

// Opens the database in whichever version it has, or as this one.
const opened = async (version) => {
  const factory = globalThis.indexedDB;
  if (!factory) throw "no IndexedDB";
  const request = version ? factory.open(DATABASE, version) : factory.open(DATABASE);
  request.onupgradeneeded = (event) => {
    try {
      make(request.result, request.transaction, event.oldVersion);
    } catch {
      // Nothing of it stays.
      request.transaction.abort();
    }
  };
  const database = await answer(request);
  // A connection that mends or deletes the database need not wait for this one.
  database.onversionchange = () => database.close();
  return database;
};

let ahead;

// Begins to open the database for whoever needs it next. The browser does it while the page comes to life.
export const openAhead = () => void (ahead ??= opened()).catch(() => {});

// Begins a transaction. Answers with it, or with nothing where it would write into a database of another form; and whether it is one.
export const begin = async (names, mode) => {
  let version;
  for (let turn = 1; ; turn++) {
    let database;
    try {
      const early = version ? undefined : ahead;
      if (early) ahead = undefined;
      database = await (early ?? opened(version));
      const known = [...database.objectStoreNames], forms = known.filter((name) => ANY_FORM.test(name));
      const isWhole = Object.keys(STORES).every((name) => known.includes(name));
      const isOurs = (name) => fits(database.transaction(name).objectStore(name));
      const isOther = forms.length ? !forms.includes(FORM) : isWhole && database.version > 1 && Object.keys(STORES).every(isOurs);
      if (isOther && (mode == "readwrite" || !isWhole)) return [undefined, true];
      if (isWhole) {
        const transaction = database.transaction(names, mode, { durability: "strict" });
        if (isOther || names.every((name) => fits(transaction.objectStore(name)))) return [transaction, isOther];
        transaction.abort();
      }
      if (turn == TURNS) throw "not mended";
      version = database.version + 1;
    } catch (fault) {
      // Somebody else has mended it, or the browser has closed it.
      if (turn == TURNS || !/^(Version|InvalidState)Error$/.test(fault?.name)) throw fault;
      version = undefined;
    } finally {
      // It closes when the transaction is done.
      database?.close();
    }
  }
};
