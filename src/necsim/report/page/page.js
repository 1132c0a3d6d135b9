"use strict";

/* Tables sort by the button in a column's head: numbers as numbers, from the largest; text from A. */
for (const table of document.querySelectorAll("table.sorts")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const first = head.classList.contains("n") ? "descending" : "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const order = head.getAttribute("aria-sort") === first ? other : first;
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", order);
      body.append(...sorted([...body.rows], column, head.classList.contains("n"), order));
    });
  });
}

/* Rows without a value stay at the end, whichever way the others stand. */
function sorted(rows, column, numeric, order) {
  const value = (row) => {
    const cell = row.cells[column];
    return numeric ? cell.dataset.n : cell.textContent;
  };
  const sign = order === "ascending" ? 1 : -1;
  const compare = numeric ? (a, b) => a - b : (a, b) => a.localeCompare(b, "en-GB", { numeric: true });
  const there = rows.filter((row) => value(row)).sort((a, b) => sign * compare(value(a), value(b)));
  return [...there, ...rows.filter((row) => !value(row))];
}

/* The explorer shows what was simulated at the setting of its dials: it computes nothing. */
for (const explorer of document.querySelectorAll(".explorer")) {
  const { dials, cells } = JSON.parse(explorer.querySelector("script").textContent);
  const inputs = [...explorer.querySelectorAll("input, select")];
  const outcomes = [...explorer.querySelectorAll(".outcomes > div")];
  const show = () => {
    inputs.forEach((input, k) => {
      const value = dials[k][Number(input.value)];
      input.setAttribute("aria-valuetext", value);
      const output = input.parentElement.querySelector("output");
      if (output) output.textContent = value;
    });
    const cell = cells[inputs.map((input) => input.value).join(",")];
    outcomes.forEach((outcome, k) => {
      const [number, words, bar] = cell ? cell[k] : ["not simulated", "", 0];
      outcome.querySelector(".number").textContent = number;
      outcome.querySelector(".words").textContent = words;
      outcome.querySelector(".bar span").style.width = `${100 * bar}%`;
    });
  };
  inputs.forEach((input) => input.addEventListener("input", show));
  explorer.hidden = false;
  show();
}
