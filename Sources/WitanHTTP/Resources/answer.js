// Beside an expert's answer form: takes and extends the lease while they write, and says when it
// is nearly over, has lapsed, or the question closed. Without it the form's own buttons do.
"use strict";
const form = document.querySelector("form[data-question]");
if (form && form.dataset.state !== "lapsed") {
  const path = `/v1/questions/${encodeURIComponent(form.dataset.question)}`;
  const news = document.getElementById("news");
  const ends = document.getElementById("ends");
  const again = document.getElementById("again");
  let askedAt = 0;

  const say = (text) => {
    if (news.textContent !== text) news.textContent = text;
    news.hidden = text === "";
  };
  const time = (instant) => `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;

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
  document.getElementById("more")?.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
  });

  const events = new EventSource(`${path}/events`);
  events.addEventListener("question", (event) => {
    const sheet = JSON.parse(event.data);
    const mine = sheet.mine || {};
    form.dataset.state = mine.state || "";
    if (mine.endsAt && ends) ends.textContent = time(mine.endsAt);
    again.hidden = sheet.photos.length <= Number(form.dataset.photos);
    if (!["gathering", "provisional"].includes(sheet.phase)) {
      say("The question closed while you had it: your answer is no longer needed. Thank you.");
      events.close();
    } else if (mine.state === "lapsed") {
      say("Your time for this question is over. An answer now is marked as late and still counts.");
      if (!form.elements.late) {
        const late = document.createElement("input");
        Object.assign(late, { type: "hidden", name: "late", value: "yes" });
        form.append(late);
      }
    } else if (mine.remindedAt) {
      say("Your time is nearly over: answer now, or ask for more time.");
    } else {
      say("");
    }
  });
}
