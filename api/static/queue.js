// The queue: what waits, what was refused and why, what was recorded meanwhile.
"use strict";
{
  const part = (id) => document.getElementById(id);
  const list = part("daftar"), card = part("kartu");
  const STATES = { waiting: ["menunggu dikirim", "wait"], refused: ["ditolak", "bad"], sent: ["sudah tercatat", "good"] };
  const TOLD = {
    "": "Semua yang dapat dikirim sudah terkirim.",
    sending: "Sedang mengirim…",
    broken: "Belum tersambung ke server. Dicoba lagi tiap 20 detik, dan begitu jaringan kembali.",
    "sign-in": "Masuk lagi sebagai petugas meja aduan untuk mengirim; antrean tetap tersimpan.",
  };
  const timeZone = list.dataset.zone;
  const day = new Intl.DateTimeFormat("id-ID", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone });
  const clock = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short", timeZone });
  const when = (at) => { const then = new Date(at); return `${day.format(then)} pukul ${clock.format(then)}`; };
  const age = (at) => {
    const minutes = Math.max(0, Math.floor((Date.now() - new Date(at)) / 60000));
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
    return days ? `sejak ${days} hari ${hours} jam` : hours ? `sejak ${hours} jam ${minutes % 60} menit` : minutes ? `sejak ${minutes} menit` : "baru saja";
  };
  const grouped = (code) => [code.slice(0, 6), ...code.slice(6).match(/.{5}/g)].join(" ");

  const shown = (record) => {
    const { number, state, why } = record;
    const item = card.content.firstElementChild.cloneNode(true);
    const put = (name, text) => {
      const place = item.querySelector(`[data-as=${name}]`);
      if (text) place.textContent = text; else place.closest("[data-if]")?.remove();
    };
    item.id = number;
    put("number", number);
    put("title", record.title);
    put("when", when(record.at));
    put("age", state === "sent" ? "" : age(record.at));
    const badge = item.querySelector(".badge");
    [badge.textContent] = STATES[state];
    badge.classList.add(STATES[state][1]);
    if (why?.case_number) item.querySelector(".notice h2").textContent = "Tercatat dengan isi lain";
    put("why", why && state === "refused" && [`${why.title}.`, why.text, ...Object.values(why.fields || {})].join(" "));
    put("case", record.case_number);
    put("code", record.access_code && grouped(record.access_code));
    for (const button of item.querySelectorAll("[data-for]")) {
      if (!button.dataset.for.split(" ").includes(state)) button.remove();
    }
    const on = (name, act) => { const found = item.querySelector(`[data-do=${name}]`); if (found) found.onclick = act; };
    on("print", () => {
      item.classList.add("printing");
      window.print();
      item.classList.remove("printing");
    });
    on("mend", () => { location.href = "/aduan/baru#" + number; });
    const lost = why?.case_number ? `Yang tercatat tetap tercatat sebagai ${why.case_number}; perubahan di sini` : "Aduan ini belum tercatat dan isinya";
    on("drop", () => confirm(`Hapus ${number}? ${lost} akan hilang.`) && outbox.drop(record.seq));
    on("handed", () => outbox.drop(record.seq));
    return item;
  };

  const draw = async () => {
    const records = await outbox.all();
    const count = (state) => records.filter((record) => record.state === state).length;
    part("jumlah").textContent = `${count("waiting")} menunggu, ${count("refused")} ditolak, ${count("sent")} sudah tercatat.`;
    part("keadaan").textContent = outbox.state || (records.length && !count("waiting")) ? TOLD[outbox.state] : "";
    part("masuk").hidden = outbox.state !== "sign-in";
    part("kosong").hidden = records.length > 0;
    part("simpan").disabled = !(count("waiting") + count("refused"));
    const focused = document.activeElement?.closest?.("li")?.id;
    list.replaceChildren(...records.map(shown));
    if (focused) part(focused)?.querySelector("button")?.focus();
    const here = location.hash && part(location.hash.slice(1));
    if (here && !draw.done) here.scrollIntoView();
    draw.done = true;
  };

  part("kirim").onclick = () => outbox.send();
  part("simpan").onclick = async () => {
    const lines = (await outbox.all()).filter((record) => record.line).map((record) => record.line + "\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" }));
    link.download = `antrean-${new Date().toISOString().slice(0, 10)}.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const lasting = async () => {
    const storage = navigator.storage;
    const kept = storage?.persist && ((await storage.persisted()) || (await storage.persist()));
    part("tahan").textContent = kept
      ? "Peramban menjamin antrean ini tidak dihapus saat ruang penyimpanan menipis."
      : "Peramban belum menjamin antrean ini tahan bila ruang penyimpanan menipis: pasang halaman ini sebagai aplikasi, atau simpan antrean ke berkas.";
  };

  part("alat").hidden = false;
  addEventListener("antrean", draw);
  setInterval(draw, 20000);
  lasting();
  draw();
}
