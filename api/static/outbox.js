// The outbox: what waits on this device until the server has answered it.
"use strict";
const outbox = { state: "" };
{
  const open = () => new Promise((done, failed) => {
    const asked = indexedDB.open("tuntas", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("aduan", { keyPath: "seq", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const run = async (mode, work) => {
    const db = await open();
    try {
      return await new Promise((done, failed) => {
        // Kept when this returns, also if the battery goes.
        const transaction = db.transaction("aduan", mode, { durability: "strict" });
        const asked = work(transaction.objectStore("aduan"));
        transaction.oncomplete = () => done(asked.result);
        transaction.onabort = () => failed(transaction.error);
      });
    } finally {
      db.close();
    }
  };
  const told = () => dispatchEvent(new Event("antrean"));
  const say = (state) => { outbox.state = state; told(); };

  outbox.all = () => run("readonly", (store) => store.getAll());
  outbox.put = (record) => run("readwrite", (store) => store.put(record)).then(told);
  outbox.drop = (seq) => run("readwrite", (store) => store.delete(seq)).then(told);

  // The key of a form, or null where somebody is to sign in; rejects without a network.
  outbox.key = async () => {
    const answer = await fetch("/luring/kunci", { cache: "no-store", signal: AbortSignal.timeout(10000) });
    if (answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error(answer.status);
    return (await answer.json()).csrf;
  };

  const settle = (record, { key, status, id, ...answer }) => {
    const { seq, number, at } = record;
    if (status < 300) {
      // The words go from the device; the code stays until it was handed over.
      return outbox.put({ seq, number, at, id, key, state: "sent", case_number: answer.case_number, access_code: answer.access_code });
    }
    const { judul: title, pesan: text, isian: fields, case_number, access_code } = answer;
    return outbox.put({ ...record, state: "refused", why: { title, text, fields, case_number }, case_number, access_code });
  };

  const deliver = async () => {
    const waiting = (await outbox.all()).filter((record) => record.state === "waiting");
    if (!waiting.length) return say("");
    say("sending");
    try {
      const key = await outbox.key();
      if (key === null) return say("sign-in");
      // A few at a time: a link that breaks loses the answers to a few.
      for (let first = 0; first < waiting.length; first += 10) {
        const some = waiting.slice(first, first + 10);
        const answer = await fetch("/luring/kirim", {
          method: "POST",
          headers: { "Content-Type": "application/x-ndjson", "Tuntas-Formulir": key },
          body: some.map((record) => record.line).join("\n"),
          signal: AbortSignal.timeout(120000),
        });
        if (answer.status === 401 || answer.status === 403) return say("sign-in");
        if (!answer.ok) return say("broken");
        const lines = (await answer.text()).trim().split("\n").map((line) => JSON.parse(line));
        for (const line of lines) {
          if (line.status === 401 || line.status === 403) return say("sign-in");
          if (line.status === 429 || line.status >= 500) return say("broken");
          const record = some.find((one) => one.key === line.key);
          if (record) await settle(record, line);
        }
      }
      say("");
    } catch {
      say("broken");
    }
  };

  // One page of this device at a time. Without a secure address there is no outbox.
  outbox.send = () => navigator.locks?.request("tuntas-luring", { ifAvailable: true }, (lock) => lock && deliver());

  addEventListener("online", outbox.send);
  document.addEventListener("visibilitychange", () => document.hidden || outbox.send());
  setInterval(outbox.send, 20000);
  outbox.send();

  // Form and queue alone are the worker's.
  if (navigator.serviceWorker) {
    for (const scope of ["/aduan/baru", "/luring"]) {
      navigator.serviceWorker.register("/luring/pekerja.js", { scope }).catch(() => {});
    }
  }
}
