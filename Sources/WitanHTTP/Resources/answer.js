// Beside an expert's answer form: takes and extends the lease while they write, shows new photos,
// and says when the lease is nearly over, has lapsed, or the question closed. Without it the
// form's own buttons do.
"use strict";
const form = document.querySelector("form[data-question]");
if (form && form.dataset.state !== "lapsed") {
  const path = `/v1/questions/${encodeURIComponent(form.dataset.question)}`;
  const part = (id) => document.getElementById(id);
  let askedAt = 0;

  const keep = () => {
    const verb = { offered: "take", held: "extend" }[form.dataset.state];
    if (!verb) return;
    askedAt = Date.now();
    fetch(`${path}/${verb}`, { method: "POST" }).catch(() => {});
  };
  form.addEventListener("input", () => {
    if (Date.now() - askedAt >= 10000) keep();
  });
  // Asking for more time by the button need not lose what was written.
  part("more")?.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
  });

  const say = (text) => {
    const news = part("news");
    if (news.textContent !== text) news.textContent = text;
    news.hidden = text === "";
  };

  const showPhotos = (names) => {
    for (const name of names.slice(Number(form.dataset.photos))) {
      const link = document.createElement("a");
      Object.assign(link, { className: "photo", href: `${path}/photos/${name}` });
      const image = document.createElement("img");
      Object.assign(image, { src: `${link.href}?width=800`, alt: "A photo that was added" });
      link.append(image);
      part("again").before(link);
      part("again").hidden = false;
    }
    form.dataset.photos = Math.max(names.length, Number(form.dataset.photos));
  };

  const showLease = (mine) => {
    form.dataset.state = mine.state || "";
    if (!part("lease")) return;
    part("lease").hidden = !mine.endsAt;
    part("whose").textContent = mine.state === "held" ? "Yours" : "Offered to you";
    if (mine.endsAt) {
      part("ends").textContent = `${mine.endsAt.slice(0, 10)} ${mine.endsAt.slice(11, 19)} UTC`;
    }
  };

  const acceptLate = () => {
    if (form.elements.late) return;
    const late = document.createElement("input");
    Object.assign(late, { type: "hidden", name: "late", value: "yes" });
    form.append(late);
  };

  const events = new EventSource(`${path}/events`);
  const end = (text) => {
    say(text);
    part("closed").hidden = false;
    for (const rest of document.querySelectorAll(".answer form, .answer details, #again")) {
      rest.hidden = true;
    }
    events.close();
  };
  events.addEventListener("question", (event) => {
    const sheet = JSON.parse(event.data);
    const mine = sheet.mine || {};
    showPhotos(sheet.photos);
    showLease(mine);
    if (!["gathering", "provisional"].includes(sheet.phase)) {
      end("The question closed meanwhile: your answer is no longer needed. Thank you.");
    } else if (["answered", "passed", "handed-over", "released"].includes(mine.state)) {
      end("This question is no longer with you.");
    } else if (mine.state === "lapsed") {
      say("Your time for this question is over. An answer now is marked as late and still counts.");
      acceptLate();
    } else if (mine.remindedAt) {
      say("Your time is nearly over: answer now, or ask for more time.");
    } else {
      say("");
    }
  });
}
