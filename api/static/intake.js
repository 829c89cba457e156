// The form: alike complaints while it is filled in, and the outbox where there is no network.
"use strict";
{
  const form = document.querySelector("form.receive");
  const lacking = document.getElementById("kurang");
  const fields = form.elements;
  const offline = form.dataset.luring === "ya";
  const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const button = form.querySelector("button.main");
  const TRIED = "tuntas-kiriman";
  let mended = null;
  // What was sent with the network, until a page has answered it.
  let tried = lacking.dataset.dijawab ? null : JSON.parse(sessionStorage.getItem(TRIED));
  if (!tried) sessionStorage.removeItem(TRIED);

  const typed = () => {
    const found = Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, text.trim()]));
    for (const name of ["csrf", "key", "id", "seen"]) delete found[name];
    return found;
  };
  const said = (pairs) => {
    const found = Object.fromEntries(Object.entries(pairs).filter(([, value]) => value));
    return Object.keys(found).length ? found : undefined;
  };
  const degrees = (text) => {
    const value = Number((text || "").replace(",", "."));
    return text && !Number.isNaN(value) ? value : text;
  };
  const { zone, offset } = lacking.dataset;
  const today = (at) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(at));
  // As the server makes it of the form: receive_form.py.
  const body = (f, id, at, number) => {
    let received = at;
    if (f.received_on || f.received_time) {
      const [, hour, minute] = (f.received_time || "").match(/^(\d{1,2})[.:](\d\d)$/) || [];
      received = `${f.received_on || today(at)}T${(hour || "").padStart(2, "0")}:${minute}:00${offset}`;
    }
    const { name, national_id, phone, email, address } = f;
    return said({
      id, channel: f.channel, classification: f.classification, title: f.title, description: f.description,
      category: f.category, incident_on: f.incident_on, agency: f.agency,
      location: said({ region: f.region, description: f.place, latitude: degrees(f.latitude), longitude: degrees(f.longitude) }),
      reporter: said({ name, national_id, phone, email, address }),
      anonymous: Boolean(f.anonymous), confidential: Boolean(f.confidential), received_at: received,
      external_id: said({ system: f.external_system, id: f.external_number }) || { system: "luring", id: number },
    });
  };
  const made = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    const mark = [...bytes].map((byte) => LETTERS[byte % 32]).join("");
    return { id: crypto.randomUUID(), key: crypto.randomUUID(), number: `L-${mark.slice(0, 4)}-${mark.slice(4)}`, at: new Date().toISOString() };
  };
  const keep = async () => {
    // Under the key and id of the form: the server may have it already.
    const known = fields.key ? { id: fields.id.value, key: fields.key.value } : tried;
    const { seq, id, key, number, at } = mended || { ...made(), ...known };
    const f = typed();
    const line = JSON.stringify({ key, command: "receive", id, body: body(f, id, at, number) });
    await outbox.put({ ...(seq && { seq }), id, key, number, at, title: f.title, fields: f, line, state: "waiting" });
    sessionStorage.removeItem(TRIED);
    if (fields.key) [fields.id.value, fields.key.value] = [crypto.randomUUID(), crypto.randomUUID()];
    // So that the queue outlives a disk that gets full.
    await navigator.storage?.persist?.();
    location.href = "/luring#" + number;
  };
  const missing = () => {
    const names = ["classification", "title", "description"].filter((name) => !fields[name].value.trim());
    lacking.hidden = !names.length;
    if (!names.length) return false;
    const words = names.map((name) => (fields[name].labels || fields[name][0].closest("fieldset").getElementsByTagName("legend"))[0].textContent.toLowerCase());
    lacking.textContent = `Belum lengkap. Isi dahulu: ${words.join(", ")}.`;
    (fields[names[0]][0] || fields[names[0]]).focus();
    return true;
  };

  if (navigator.locks) form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    try {
      const key = offline || mended ? null : await outbox.key().catch(() => null);
      if (key) {
        fields.csrf.value = key;
        sessionStorage.setItem(TRIED, JSON.stringify({ id: fields.id.value, key: fields.key.value, fields: typed() }));
        return form.submit();
      }
      if (!missing()) await keep();
    } catch (error) {
      lacking.hidden = false;
      lacking.textContent = `Belum tersimpan di perangkat ini (${error && error.name}). Salin isinya ke kertas, lalu coba lagi.`;
    }
    button.disabled = false;
  });
  // Back to the form: it may be sent again.
  addEventListener("pageshow", () => { button.disabled = false; });

  const fill = (words, told) => {
    for (const [name, text] of Object.entries(words)) {
      const field = fields[name];
      if (!field) continue;
      if (field.type === "checkbox") field.checked = true; else field.value = text;
    }
    lacking.hidden = false;
    lacking.textContent = told;
  };
  const mend = async () => {
    const number = location.hash.slice(1);
    mended = number && (await outbox.all()).find((record) => record.number === number && record.state === "refused");
    if (mended) {
      const { title, text, fields: wrong, case_number } = mended.why;
      // Another complaint than the one that is recorded.
      if (case_number) mended.id = mended.key = crypto.randomUUID();
      fill(mended.fields, [`${number}: ${title}.`, text, ...Object.values(wrong || {})].join(" "));
    } else if (tried) {
      if (fields.key) [fields.id.value, fields.key.value] = [tried.id, tried.key];
      fill(tried.fields, "Jawaban atas kiriman terakhir tidak sampai; isinya kembali di sini. Kirim lagi: aduan yang sama tidak tercatat dua kali.");
    }
  };
  mend();

  const alike = document.getElementById("serupa");
  let asking, wait;
  if (!offline) form.addEventListener("input", (event) => {
    if (!["title", "description", "region"].includes(event.target.name)) return;
    clearTimeout(wait);
    wait = setTimeout(async () => {
      asking?.abort();
      asking = new AbortController();
      try {
        const answer = await fetch("/aduan/baru/serupa", { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asking.signal });
        if (answer.ok) alike.innerHTML = await answer.text();
      } catch { /* It is asked again when the form is sent. */ }
    }, 700);
  });
}
