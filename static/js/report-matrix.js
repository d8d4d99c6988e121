// <report-matrix>: arrows move between cells, Home and End along a row, N goes to what waits for
// review. On a phone each row becomes a card, its cells labelled as the heads of the columns say.

class ReportMatrix extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this.#pressed)
    this.addEventListener("focusin", this.#entered)
    // One stop for the Tab key instead of thousands; the first that waits, or the first of all.
    for (const link of this.querySelectorAll("td a")) link.tabIndex = -1
    const first = this.querySelector(".mx-mine") ?? this.querySelector("td a")
    if (first) first.tabIndex = 0
    const phone = matchMedia("(max-width: 760px)")
    phone.addEventListener("change", this.#label)
    this.#label(phone)
  }

  #label = ({ matches }) => {
    const table = this.querySelector("table")
    if (!matches || !table || table.classList.contains("table--cards")) return
    const labels = [...table.tHead.rows[0].cells].map((head) => [...head.childNodes].map((part) => part.textContent.trim()).filter(Boolean).join(", "))
    for (const cell of table.tBodies[0].querySelectorAll("td")) cell.dataset.l = labels[cell.cellIndex]
    table.classList.add("table--cards")
    this.querySelector(".table-wrap").classList.remove("table-wrap--scroll", "table-wrap--tall")
  }

  #entered = ({ target }) => {
    if (!target.matches("td a")) return
    for (const link of this.querySelectorAll('td a[tabindex="0"]')) link.tabIndex = -1
    target.tabIndex = 0
  }

  #pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const from = event.target.closest("td a")
    const to = from && this.#from(from, event.code)
    if (!to) return
    event.preventDefault()
    to.focus()
    to.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  #from(link, code) {
    const cell = link.closest("td")
    const row = cell.parentElement
    const links = () => [...row.querySelectorAll("td a")]
    const beside = (step) => links()[links().indexOf(link) + step]
    switch (code) {
      case "ArrowLeft": return beside(-1)
      case "ArrowRight": return beside(1)
      case "Home": return links()[0]
      case "End": return links().at(-1)
      case "ArrowUp": return this.#along(row, cell.cellIndex, "previousElementSibling")
      case "ArrowDown": return this.#along(row, cell.cellIndex, "nextElementSibling")
      case "KeyN": return document.documentElement.dataset.shortcuts === "off" ? null : this.#next(link)
      default: return null
    }
  }

  // The next row that has a report in this column; heads of districts have none.
  #along(row, place, step) {
    for (let other = row[step]; other; other = other[step]) {
      const link = other.cells[place]?.querySelector("a")
      if (link) return link
    }
    return null
  }

  #next(link) {
    const waiting = [...this.querySelectorAll(".mx-mine")]
    const isLater = (other) => link.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING
    return waiting.find(isLater) ?? waiting[0]
  }
}

customElements.define("report-matrix", ReportMatrix)
