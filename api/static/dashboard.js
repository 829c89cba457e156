// Keeps a dashboard that is being looked at up to date: asks for the position, and for
// the page only where it is another. Without this the page stands as it was opened.
(() => {
  const live = document.getElementById("kabar");
  const said = live.querySelector("[role=status]");
  const button = document.createElement("button");
  const EVERY = 5000;
  let tag = live.dataset.tag, position = Number(live.dataset.position);
  let paused = false, timer = 0;

  const say = (text) => { said.textContent = text; };
  const label = () => { button.textContent = paused ? "Lanjutkan pembaruan" : "Jeda pembaruan"; };
  const now = () => new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });

  const put = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("papan"), old = document.getElementById("papan");
    const news = page.getElementById("kabar");
    if (!fresh || !news) return false;
    for (const open of old.querySelectorAll("details")) {
      const same = fresh.querySelector("#" + open.id);
      if (same) same.open = open.open;
    }
    const focused = old.contains(document.activeElement) ? [...old.querySelectorAll("a,summary,[tabindex]")].indexOf(document.activeElement) : -1;
    old.replaceWith(fresh);
    if (focused >= 0) fresh.querySelectorAll("a,summary,[tabindex]")[focused]?.focus({ preventScroll: true });
    tag = news.dataset.tag;
    position = Number(news.dataset.position);
    return true;
  };

  const look = async () => {
    try {
      const answer = await fetch("/dasbor/posisi", { cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect") { stop(); say("Sesi Anda berakhir: muat ulang halaman untuk masuk lagi."); return; }
      if (answer.ok && (await answer.json()).position !== position) {
        const page = await fetch(location.href, { cache: "no-store", redirect: "manual", headers: { "If-None-Match": tag } });
        if (page.ok && put(await page.text())) say("Angka diperbarui pukul " + now() + ".");
      }
    } catch { say("Sambungan terputus: angka terakhir tetap ditampilkan."); }
    plan();
  };
  const stop = () => { clearTimeout(timer); timer = 0; };
  const plan = () => { stop(); if (!paused && !document.hidden) timer = setTimeout(look, EVERY); };

  button.type = "button";
  button.className = "quiet-button";
  button.addEventListener("click", () => {
    paused = !paused;
    label();
    say(paused ? "Pembaruan dijeda." : "Pembaruan berjalan.");
    plan();
  });
  label();
  say("Angka diperbarui sendiri.");
  live.append(button);
  document.addEventListener("visibilitychange", plan);
  plan();
})();
